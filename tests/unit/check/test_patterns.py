"""Patterns and questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.check import patterns
from bot.check.content import Content

CUES = {"paid": ["(转|汇)了钱"]}
CHANNELS = {"微信": ["微信转账"]}


def _content(content: Content, listed: list[str], question: str = "问？") -> Content:
    signals = [
        {"id": "a", "patterns": listed, "question": "甲？", "question_elder": "丙？"},
        {"id": "b", "patterns": ["共享屏幕"], "question": question, "question_elder": "丁？"},
    ]
    return replace(content, lists={"signals": signals}, cues=CUES, channels=CHANNELS, moves=CHANNELS)


@pytest.mark.parametrize("pattern", ["共享屏幕", "(转|汇)~(款|账)"])
def test_good_patterns_pass(content: Content, pattern: str) -> None:
    assert list(patterns.check(_content(content, [pattern]))) == []


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        (["(转|汇款"], "用不了"),
        (["((转)账)"], "用不了"),
        (["转"], "用不了"),
        (["(转|)~(账|)"], "用不了"),
        (["~转账"], "用 ~ 开头或结尾"),
        (["转账~"], "用 ~ 开头或结尾"),
        ([], "没有说法可以对照"),
    ],
)
def test_bad_patterns_are_told(content: Content, listed: list[str], told: str) -> None:
    (problem,) = patterns.check(_content(content, listed))
    assert told in problem.message


def test_question_asked_twice_is_told(content: Content) -> None:
    (problem,) = patterns.check(_content(content, ["共享屏幕"], question="甲？"))
    assert "用了 2 次" in problem.message


def test_bad_and_missing_cues_are_told(content: Content) -> None:
    good = _content(content, ["共享屏幕"])
    assert any("paid 的「(转」" in p.message for p in patterns.check(replace(good, cues={"paid": ["(转"]})))
    assert any("缺少 cues、channels 或 moves" in p.message for p in patterns.check(replace(good, channels={})))
