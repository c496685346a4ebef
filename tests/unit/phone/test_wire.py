"""The protocol there and back, and what is none of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.phone.events import (
    Answer,
    Answered,
    Event,
    Exchange,
    HangUp,
    HungUp,
    Key,
    Listen,
    Play,
    Played,
    Record,
    Recorded,
    Silence,
    Sound,
    Transfer,
    TransferFailed,
)
from bot.phone.wire import BadExchange, dump_answer, dump_event, load_answer, load_event

SOUND = Sound("先挂电话。", "a" * 32, "/x.wav", True)


@pytest.mark.parametrize(
    "event", [Answered("hall-3"), Key("*"), Played(), Silence(), Recorded(3.5), TransferFailed(), HungUp()]
)
def test_events_arrive_as_they_were_sent(event: Event) -> None:
    exchange = Exchange(3, "state", event)
    assert load_event(json.loads(json.dumps(dump_event(exchange)))) == exchange


def test_commands_arrive_as_they_were_sent() -> None:
    answer = Answer("s", (Play((SOUND,)), Listen(7), Record(30, 2.5, (SOUND,)), Transfer("12345"), HangUp()))
    assert load_answer(json.loads(json.dumps(dump_answer(answer)))) == answer


def body(**event: Any) -> dict[str, Any]:
    return {"n": 1, "state": "", "event": event}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (None, "body"),
        ({"n": True, "state": "", "event": {"type": "played"}}, "n:"),
        ({"n": 1, "state": "x" * 20_000, "event": {"type": "played"}}, "state"),
        ({"n": 1, "state": ""}, "event.type"),
        (body(type="fly"), "event.type"),
        (body(type="key"), "field is missing"),
        (body(type="key", key=9), "event.key"),
        (body(type="key", key="99"), "event.key"),
        (body(type="answered", line="../hall"), "event.line"),
        (body(type="recorded", seconds=1e9), "event.seconds"),
        (body(type="recorded", seconds="3"), "event.seconds"),
    ],
)
def test_what_is_wrong_is_named(given: Any, field: str) -> None:
    with pytest.raises(BadExchange, match=field):
        load_event(given)


@pytest.mark.parametrize("given", [None, {}, {"commands": [{"type": "play", "sounds": "x"}]}, {"commands": [None]}])
def test_an_answer_that_is_none_is_refused(given: Any) -> None:
    with pytest.raises(BadExchange):
        load_answer(given)
