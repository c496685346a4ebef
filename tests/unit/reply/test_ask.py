"""One clarifying question at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.triage.case import Case
from db.knowledge import Knowledge

if TYPE_CHECKING:
    from tests.unit.reply.conftest import Compose


@pytest.mark.parametrize("elder", [False, True])
def test_every_signal_is_asked_in_words_for_the_listener(elder: bool, say: Compose, knowledge: Knowledge) -> None:
    for signal in knowledge.signals.values():
        text = say("ask", signal.id, elder=elder).blocks[0]["text"]
        assert text.endswith(signal.question_elder if elder else signal.question)


def test_a_question_can_be_answered_by_number(say: Compose) -> None:
    assert [choice.value for choice in say("ask", "asks_code").case.choices] == [
        "answer:yes",
        "answer:no",
        "answer:unsure",
    ]


def test_the_second_question_is_led_in_more_shortly(say: Compose) -> None:
    first = say("ask", "asks_code", Case(asked=("asks_code",))).blocks[0]["text"]
    second = say("ask", "asks_code", Case(asked=("asks_prepay", "asks_code"))).blocks[0]["text"]
    assert len(second) < len(first)


def test_the_open_question_offers_the_urgent_entries(say: Compose) -> None:
    assert [choice.value for choice in say("ask", "open").case.choices] == ["urgent:paid", "urgent:paying"]


def test_a_signal_that_was_withdrawn_is_asked_openly(say: Compose) -> None:
    assert say("ask", "withdrawn").blocks[0] == say("ask", "open").blocks[0]
