"""Answers of drill and quiz as payloads: the person's own case stays what it is, but for what is kept there. Pure."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.drill.play import State
from bot.drill.say import Teller
from bot.edge.asides.base import Payload, Turn
from bot.quiz.play import Round
from db import drills

LAST = "drilled"  # key in the stored case: the type played last
PLAYED = ("drill", "quiz")  # keys in the stored case; one of them at a time


def payload_of(turn: Turn, teller: Teller, key: str, here: dict[str, Any] | None, last: str = "") -> Payload:
    """Return an answer.

    Args:
        turn: the message.
        teller: what is said and offered.
        key: "drill" or "quiz".
        here: how far it has gone, None where it is over.
        last: the type of the drill that is over, or empty.
    """
    case = {name: value for name, value in (turn.data or {"format": 1}).items() if name not in PLAYED}
    case["choices"] = [{"n": one.n, "value": one.value, "label": one.label} for one in teller.choices]
    if here is not None:
        case[key] = here
    if last:
        case[LAST] = last
    return {"blocks": teller.blocks, "case": case, "read": {"kind": key, "intent": ""}, "aside": True}


def carried(turn: Turn, payload: Payload, last: str = "") -> Payload:
    """Return Rasa's answer with the type played last, which Rasa knows nothing of."""
    last = last or str((turn.data or {}).get(LAST) or "")
    if not last or payload.get("forget"):
        return payload
    return {**payload, "case": {**(payload.get("case") or {"format": 1}), LAST: last}}


def before(payload: Payload, teller: Teller) -> Payload:
    """Return an answer with words before it; they are plain: from here on nothing is played."""
    mark = teller.words(teller.mark)
    plain = [{"type": "text", "text": str(block["text"]).removeprefix(mark)} for block in teller.blocks]
    return {**payload, "blocks": [*plain, *payload["blocks"]]}


def offered(payload: Payload, value: str, label: str) -> Payload:
    """Return an answer with one more choice, numbered on."""
    case = dict(payload.get("case") or {"format": 1})
    known = list(case.get("choices") or ())
    listed = [{"n": len(known) + 1, "value": value, "label": label}]
    blocks = [*payload["blocks"], {"type": "choices", "choices": listed}]
    return {**payload, "blocks": blocks, "case": {**case, "choices": [*known, *listed]}}


def counted(payload: Payload, turn: Turn, state: State, ended: str) -> Payload:
    """Return an answer with what counts the drill once it is saved."""
    message = turn.message
    told = drills.Ended(message.channel, message.place, state.group, state.type, state.level, ended, state.scene + 1)

    def record(session: Session) -> None:
        drills.count_drill(session, told, turn.now)

    return {**payload, "record": record}


def counted_quiz(payload: Payload, turn: Turn, kept: Round) -> Payload:
    """Return an answer with what counts the quiz once it is saved."""
    told = drills.Answered(turn.message.channel, turn.message.place, kept.group, kept.right)

    def record(session: Session) -> None:
        drills.count_quiz(session, told, turn.now)

    return {**payload, "record": record}
