"""New ways of old scams: noticed, kept, told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.reply.blocks import Listener
from bot.reply.compose import compose
from bot.reply.variant import noticed, variant_of
from bot.triage.case import Case
from db.knowledge import Knowledge, ScriptWords
from tests.unit.reply.conftest import words

CARD: dict[str, Any] = {
    "id": "doorknob_card",
    "name": "门把手上的卡",
    "cues": ["试吃卡", "门把手", "送大米"],
    "first_line": "试吃卡先别扫。",
    "warning": "米送到家，再往后叫你充钱。",
    "from": "2026-01",
    "until": "2026-06",
}
TOLD = Case(type="brushing_task", types={"brushing_task": 0.9, "none": 0.1}, verdict="alarm", stage="contact")


@pytest.fixture
def knowing(knowledge: Knowledge) -> Knowledge:
    """Return the words with one new way that no file has."""
    script = knowledge.scripts["brushing_task"]
    known = replace(script, words={**script.words, "variants": [CARD]})
    return replace(knowledge, scripts={**knowledge.scripts, "brushing_task": known})


@pytest.mark.parametrize(
    ("text", "month", "found"),
    [
        ("门把手上挂了张试吃卡", "", True),
        ("门 把手上挂了张试吃 卡", "2026-06", True),
        ("门把手上挂了张试吃卡", "2026-07", False),
        ("有人送我一张试吃卡", "", False),
        ("", "", False),
    ],
)
def test_two_cues_of_a_way_that_still_goes_on(text: str, month: str, found: bool, knowing: Knowledge) -> None:
    case = noticed(TOLD, text, knowing, month)
    assert case.variant == ("brushing_task/doorknob_card" if found else "")


def test_a_type_that_nobody_thinks_of_lends_no_words(knowing: Knowledge) -> None:
    other = Case(type="romance_borrow", types={"romance_borrow": 0.9, "brushing_task": 0.05})
    assert noticed(other, "门把手上挂了张试吃卡", knowing).variant == ""


def test_it_is_kept_for_the_verdict_after_a_question(knowing: Knowledge) -> None:
    before = noticed(replace(TOLD, type=""), "门把手上挂了张试吃卡", knowing)
    assert noticed(replace(before, type="brushing_task"), "是", knowing).variant == "brushing_task/doorknob_card"


def test_the_way_of_another_type_is_not_told(knowing: Knowledge) -> None:
    script: ScriptWords = knowing.scripts["romance_borrow"]
    assert variant_of(script, replace(TOLD, variant="brushing_task/doorknob_card")) is None


def test_a_way_that_staff_took_back_is_not_told(knowledge: Knowledge) -> None:
    script = knowledge.scripts["brushing_task"]
    assert variant_of(script, replace(TOLD, variant="brushing_task/gone")) is None


@pytest.mark.parametrize("elder", [False, True])
def test_the_verdict_tells_it(elder: bool, knowing: Knowledge) -> None:
    told = {"step": {"kind": "verdict", "detail": ""}, "case": TOLD.dump()}
    reply = compose(told, Listener(elder=elder), knowing, "门把手上挂了张试吃卡")
    assert CARD["first_line"] in words(reply)
    assert elder or CARD["warning"] in words(reply)
    assert reply.case.variant == "brushing_task/doorknob_card"


def test_a_helper_hears_first_what_to_say(knowing: Knowledge) -> None:
    case = replace(TOLD, helper="relative", variant="brushing_task/doorknob_card")
    reply = compose({"step": {"kind": "verdict"}, "case": case.dump()}, Listener(), knowing)
    assert CARD["first_line"] not in words(reply)
    assert CARD["warning"] in words(reply)
