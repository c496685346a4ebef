"""What was heard is asked about; whatever goes wrong leaves typing and somebody to call."""

from __future__ import annotations

import pytest

from bot.hearing.heard import UNCLEAR
from bot.media.saw import BUSY, FAILED, MISSING, UNUSABLE
from bot.reply.blocks import Listener
from bot.reply.speech import (
    MOST_HEARD,
    NO,
    TOO_LARGE,
    YES,
    compose_again,
    compose_heard,
    compose_heard_alone,
    compose_not_heard,
    heard_choices,
)
from bot.triage.choices import find_choice
from db.knowledge import Knowledge

LISTENERS = [Listener(), Listener(elder=True), Listener("wechat"), Listener("kiosk")]


@pytest.mark.parametrize("listener", LISTENERS)
def test_the_question_shows_the_words_and_keeps_nobody_waiting(listener: Listener, knowledge: Knowledge) -> None:
    said, choices = compose_heard("有人叫我转钱", listener, knowledge)
    assert "“有人叫我转钱”。对吗？" in said["text"]
    assert "110" in said["text"]
    assert [choice["value"] for choice in choices["choices"]] == [YES, NO]
    assert [choice["n"] for choice in choices["choices"]] == [1, 2]


def test_a_page_has_buttons_of_its_own(knowledge: Knowledge) -> None:
    (block,) = compose_heard_alone("有人叫我转钱", Listener(), knowledge)
    assert block["type"] == "text"


def test_a_long_story_is_not_said_back_whole(knowledge: Knowledge) -> None:
    said = compose_heard("骗" * 500, Listener(), knowledge)[0]["text"]
    assert said.count("骗") == MOST_HEARD


@pytest.mark.parametrize("problem", [UNCLEAR, BUSY, UNUSABLE, TOO_LARGE, FAILED, MISSING, ""])
@pytest.mark.parametrize("listener", LISTENERS)
def test_what_was_not_heard_leaves_typing_and_somebody_to_call(
    problem: str, listener: Listener, knowledge: Knowledge
) -> None:
    (block,) = compose_not_heard(problem, listener, knowledge)
    assert "打" in block["text"]
    assert "96110" in block["text"]
    assert "打110" in block["text"]


@pytest.mark.parametrize("gone", [True, False])
def test_once_more_leaves_the_same(gone: bool, knowledge: Knowledge) -> None:
    (block,) = compose_again(gone, Listener(), knowledge)
    assert "再说一遍" in block["text"]
    assert "96110" in block["text"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1", YES), ("对", YES), ("第一个", YES), ("2", NO), ("不对，再说一遍", NO), ("有人叫我转钱", "")],
)
def test_the_choice_may_be_typed(typed: str, value: str, knowledge: Knowledge) -> None:
    assert find_choice(typed, heard_choices(knowledge)) == value
