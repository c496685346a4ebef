"""All checks together, and one script at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.check import run
from bot.check.content import Content
from bot.check.problems import Problem

PATH = "db/content/scams/service_membership.yml"


def test_good_script_can_be_saved(content: Content, script: dict[str, Any]) -> None:
    assert run.check_script(script, content) == []


def test_every_kind_of_fault_is_told_at_once(content: Content, script: dict[str, Any]) -> None:
    script["summary"] = "长" * 41
    script["do_now"][0] = "把钱转到安全账户，打13800138000"
    script["signals"]["never_heard"] = 0.5
    script["groups"]["elderly"]["warning"] = "您先把手机放下来然后慢慢走到隔壁邻居家里"
    script["slogans"][0] = content.scripts["loan_fake"]["slogans"][0]
    found = run.check_script(script, content)
    assert {problem.path for problem in found} == {PATH}
    told = "\n".join(problem.message for problem in found)
    for words in ("最多 40 个", "叫人把钱转出去", "13800138000", "never_heard", "老人听不住", "里也有"):
        assert words in told


# Attack: the console hands over whatever a form or a hand-written file may hold.
@pytest.mark.parametrize("value", [None, 0, "字", [], {}, [1, None], {"a": 1}, [[["字"]]]])
def test_misshapen_fields_are_told_and_never_crash(content: Content, script: dict[str, Any], value: object) -> None:
    few = replace(content, scripts={"loan_fake": content.scripts["loan_fake"]})
    for field in script.keys() - {"id"}:
        found = run.check_script({**script, field: value}, few)
        assert any(field in problem.message for problem in found), field


@pytest.mark.parametrize(
    ("found", "code", "told"), [([], 0, "没有要改的"), ([Problem("a.yml", "缺少 id")], 1, "共 1 处")]
)
def test_main_prints_and_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], found: list[Problem], code: int, told: str
) -> None:
    monkeypatch.setattr(run, "check_content", lambda: found)
    assert run.main() == code
    printed = capsys.readouterr().out
    assert told in printed
    assert all(str(problem) in printed for problem in found)
