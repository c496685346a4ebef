"""The builder of replies."""

from __future__ import annotations

import pytest

from bot.reply.blocks import Reply, start
from bot.triage.case import Case, Choice


def test_parts_become_lines_and_empty_ones_vanish() -> None:
    assert Reply(Case()).text("一", "", "  ", " 二 ").blocks == [{"type": "text", "text": "一\n二"}]


@pytest.mark.parametrize("parts", [(), ("",), (" ", "\n")])
def test_a_text_of_nothing_is_no_block(parts: tuple[str, ...]) -> None:
    assert Reply(Case()).text(*parts).blocks == []


def test_choices_are_numbered_on() -> None:
    reply = Reply(Case()).choices(("a:a", "甲"), ("b:b", "乙")).text("再").choices(("c:c", "丙")).choices()
    assert [choice.n for choice in reply.case.choices] == [1, 2, 3]
    assert reply.blocks[2] == {"type": "choices", "choices": [{"n": 3, "value": "c:c", "label": "丙"}]}
    assert len(reply.blocks) == 3


def test_a_new_reply_forgets_the_choices_of_the_last() -> None:
    assert start(Case(choices=(Choice(1, "a:a", "甲"),))).case.choices == ()


def test_what_was_said_is_kept_once_and_not_for_ever() -> None:
    reply = Reply(Case()).said("verdict").said("verdict", "group_asked")
    assert reply.case.said == ("verdict", "group_asked")
    assert len(reply.said(*(f"key{n}" for n in range(40))).case.said) == 24


def test_forgetting_travels_in_the_payload() -> None:
    assert "forget" not in Reply(Case()).payload()
    assert Reply(Case(), forget=True).payload() == {
        "blocks": [],
        "case": {"format": 1},
        "read": {},
        "forget": True,
    }
