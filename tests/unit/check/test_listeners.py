"""Short clauses for old people; the adult first for children."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.check import listeners
from bot.check.content import Content

LONG = "您先把手机放下来然后慢慢走到隔壁邻居家里"


def test_good_scripts_and_lists_pass(content: Content) -> None:
    assert [*listeners.check_scripts(content), *listeners.check_lists(content)] == []


@pytest.mark.parametrize(("group", "told"), [("elderly", True), ("left_behind_elderly", True), ("homemaker", False)])
def test_long_clause_is_told_for_old_people(content: Content, script: dict[str, Any], group: str, told: bool) -> None:
    script["groups"][group]["warning"] = f"先挂。{LONG}。"
    assert bool(list(listeners.check_scripts(content.alone(script)))) is told


@pytest.mark.parametrize(
    ("warning", "told"),
    [
        ("先告诉爸妈。别再理他。", ""),
        ("先把话讲给老师听。", ""),
        ("先告诉爸妈，别自己转账。", ""),
        ("退出那个群，别再理他。", "没叫孩子去找大人"),
        ("告诉爸妈，再打开手机银行看一眼。", "不能叫孩子自己去操作银行软件"),
    ],
)
def test_children_are_sent_to_an_adult(content: Content, script: dict[str, Any], warning: str, told: str) -> None:
    script["groups"] = {"minor": {"why_you": "你喜欢皮肤", "warning": warning}}
    found = [problem.message for problem in listeners.check_scripts(content.alone(script))]
    assert any(told in message for message in found) if told else found == []


@pytest.mark.parametrize(
    ("name", "field"), [("signals", "question_elder"), ("answers", "elder"), ("wordings", "elder")]
)
def test_long_elder_text_is_told(with_items: Callable[..., Content], name: str, field: str) -> None:
    (problem,) = listeners.check_lists(with_items(**{name: [{"id": "x", field: LONG}]}))
    assert "老人听不住" in problem.message
