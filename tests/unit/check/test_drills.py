"""A script without a drill, or with nothing to see in it, is refused; so is a drill.yml that refers to nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.check import drills, quiz
from bot.check.content import Content
from bot.check.run import ROOT


def _messages(found: Any) -> str:
    return "\n".join(problem.message for problem in found)


def test_all_scripts_have_a_drill(content: Content) -> None:
    assert list(drills.check_scripts(content)) == []
    assert list(drills.check(content)) == []


def test_a_script_in_which_nothing_shows(content: Content, script: dict[str, Any]) -> None:
    for stage in script["stages"]:
        stage["says"] = ["您好"]
    assert "0 处破绽" in _messages(drills.check_scripts(content.alone(script)))


def test_a_script_of_one_stage(content: Content, script: dict[str, Any]) -> None:
    script["stages"] = script["stages"][:1]
    assert "两步" in _messages(drills.check_scripts(content.alone(script)))


@pytest.fixture
def own(content: Content, tmp_path: Path) -> Content:
    """Return a content whose quiz and drill.yml may be broken."""
    (tmp_path / "db/content").mkdir(parents=True)
    shutil.copytree(ROOT / "db/content/quiz", tmp_path / "db/content/quiz")
    shutil.copytree(ROOT / "db/content/schema", tmp_path / "db/content/schema")
    shutil.copy(ROOT / drills.PATH, tmp_path / drills.PATH)
    return replace(content, root=tmp_path)


def test_an_unknown_signal(own: Content) -> None:
    path = own.root / drills.PATH
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["drill"]["gives"].append("never_heard")
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert "never_heard" in _messages(drills.check(own))


def test_the_quiz_is_without_fault(own: Content) -> None:
    assert list(quiz.check(own)) == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("text", "您的快递丢了，加客服电话13800138000办理赔", "13800138000"),  # attack: an item that can be used
        ("text", "您的医保卡停用，请打开yibao-renzheng.top认证", "网址"),
        ("why", "这条是平常消息，放心点开就行。", "放心"),
        ("why", "先把钱转到安全账户再说就行了。", "转"),
        ("type", "never_heard", "catalogue.yml"),
        ("id", "minor_77", "minor_1"),
        ("type", "romance_sextortion", "未成年人"),
        ("text", "短", "至少"),
    ],
)
def test_a_bad_item_is_told(own: Content, field: str, value: str, told: str) -> None:
    path = own.root / quiz.FOLDER / "minor.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["quiz"][0][field] = value
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert told in _messages(quiz.check(own))


def test_what_is_measured_with_is_never_asked(own: Content) -> None:
    folder = own.root / quiz.MEASURED
    folder.mkdir(parents=True)
    text = yaml.safe_load((own.root / quiz.FOLDER / "elderly.yml").read_text(encoding="utf-8"))["quiz"][0]["text"]
    (folder / "x.yml").write_text(yaml.safe_dump({"sentences": [text]}, allow_unicode=True), encoding="utf-8")
    assert "只用来测量" in _messages(quiz.check(own))
