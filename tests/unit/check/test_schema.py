"""Fields, lengths, ids and file names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.check import schema
from bot.check.content import Content

Script = dict[str, Any]
LONG = "长" * 200


def _told(content: Content, script: Script, stem: str = "service_membership") -> str:
    return "\n".join(map(str, schema.check_scripts(replace(content, scripts={stem: script}))))


def test_good_script_passes(content: Content, script: Script) -> None:
    assert _told(content, script) == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda s: s.pop("verify"), "缺少 verify"),
        (lambda s: s.update(verfy="看App"), "不认识的字段：verfy"),
        (lambda s: s.update(summary="长" * 41), "summary 「"),
        (lambda s: s.update(summary=3), "要写成一段文字"),
        (lambda s: s.update(sensitive="yes"), "要写成true 或 false"),
        (lambda s: s.update(aliases=["一个", "两个"]), "aliases 只有 2 条，至少要 3 条"),
        (lambda s: s.update(slogans=["一句"] * 4), "slogans 有 4 条，最多 3 条"),
        (lambda s: s["stages"][0].update(does=LONG), "stages 第 1 条 does"),
        (lambda s: s["stages"][0]["says"].append(LONG), "最多 60 个"),
        (lambda s: s.update(signals={"asks_code": 0.5}), "signals 只有 1 项，至少要 6 项"),
        (lambda s: s["signals"].update(asks_code=1.2), "不能大于 1"),
        (lambda s: s["signals"].update(asks_code=0), "要大于 0"),
        (lambda s: s["do_now"].__setitem__(0, "长" * 41), "do_now 第 1 条"),
        (lambda s: s.update(case="太短"), "至少 80 个"),
        (lambda s: s.update(case="冯大爷，" * 20 + " 后来"), "汉字之间不能有空格"),
        (lambda s: s["variants"][0].update({"from": "2024"}), "2026-11 这样的年月"),
        (lambda s: s["groups"]["elderly"].pop("why_you"), "groups elderly 缺少 why_you"),
        (lambda s: s["for_helper"].update(never_say=LONG), "for_helper never_say"),
        (lambda s: s.update(id="other"), "要和文件名 service_membership 一样"),
        (lambda s: s.update(name="别的名字"), "要和 catalogue.yml 里的"),
        (lambda s: s["if_paid"].__setitem__(0, "先找银行问一声"), "没提 110"),
    ],
)
def test_bad_script_is_told(content: Content, script: Script, change: Callable[[Script], object], told: str) -> None:
    change(script)
    assert told in _told(content, script)


def test_script_of_no_type_is_told(content: Content, script: Script) -> None:
    assert "不在 catalogue.yml 的类型里" in _told(content, script, stem="service_unheard_of")


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("signals", lambda i: i.update(name="长" * 13), "asks_prepay 的 name"),
        ("signals", lambda i: i.update(question="让您垫钱了。"), "要用「？」结尾"),
        ("signals", lambda i: i.update(question_elder="长" * 16 + "？"), "最多 16 个"),
        ("signals", lambda i: i.update(patterns=[]), "patterns 只有 0 条"),
        ("groups", lambda i: i.update(id="rich"), "不在可用的名字里"),
        ("hotlines", lambda i: i.update(id=110), "id 要写成一段文字"),
        ("hotlines", lambda i: i.update(id="13800138000"), "3 到 5 位号码"),
        ("answers", lambda i: i.update(short="长" * 61), "最多 60 个"),
        ("answers", lambda i: i.update(more="太短"), "至少 60 个"),
        ("wordings", lambda i: i.pop("text"), "缺少 text"),
    ],
)
def test_bad_item_is_told(content: Content, name: str, change: Callable[[Script], object], told: str) -> None:
    items = [dict(item) for item in content.lists[name]]
    change(items[0])
    found = schema.check_lists(replace(content, lists={**content.lists, name: items}))
    assert told in "\n".join(map(str, found))


def test_good_lists_pass_and_an_id_twice_is_told(content: Content) -> None:
    assert list(schema.check_lists(content)) == []
    twice = {**content.lists, "answers": [*content.lists["answers"], content.lists["answers"][0]]}
    assert any("出现了 2 次" in problem.message for problem in schema.check_lists(replace(content, lists=twice)))
