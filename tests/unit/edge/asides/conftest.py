"""An edge with asides over a database of its own, and a Rasa that says what the test sets."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.edge.asides.asides import Asides
from bot.edge.rasa_client import RasaClient
from bot.edge.reader import Keeping, Message
from bot.edge.seal import Sealer, callable_numbers
from bot.edge.turns import Turns
from bot.edge.words import EdgeKnowledge, SafeReply
from bot.text.prepare import prepare
from db import places
from db.knowledge import KnowledgeSource
from db.places import Spot

WARNED: dict[str, Any] = {
    "format": 1,
    "type": "authority_police",
    "types": {"authority_police": 0.9, "none": 0.1},
    "verdict": "alarm",
    "stage": "contact",
    "said": ["verdict"],
}


class ScriptedRasa(RasaClient):
    """Answers with the case and the kind that the test sets; knows the two choices that asides hand over."""

    def __init__(self) -> None:
        """Warn."""
        self.case: dict[str, Any] = dict(WARNED)
        self.kind = "verdict"
        self.intent = "scam"
        self.seen: list[tuple[str, dict[str, Any]]] = []

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Answer."""
        self.seen.append((text, metadata))
        case, kind = dict(self.case), self.kind
        if metadata["choice"] == "urgent:paid":
            case, kind = {**case, "stage": "paid"}, "urgent"
        assessed = {
            "intent": self.intent,
            "type": case.get("type"),
            "verdict": case.get("verdict"),
            "stage": case["stage"],
        }
        blocks = [{"type": "text", "text": f"rasa: {metadata['choice'] or text}"}]
        return {"blocks": blocks, "case": case, "read": {"kind": kind, "intent": self.intent}, "assessed": assessed}

    async def states(self) -> dict[str, bool]:
        """Report nothing."""
        return {}


@dataclass
class Edge:
    """The edge of the tests: one person talks, and time moves."""

    engine: Engine
    rasa: ScriptedRasa
    words: EdgeKnowledge
    sealer: Sealer = field(default_factory=lambda: Sealer(b"secret"))
    now: datetime = datetime(2026, 11, 25, 10, 0, tzinfo=timezone.utc)
    duty_desk: bool = True
    channel: str = "web"
    place: str = ""
    person: str = "p"
    numbered: Any = field(default_factory=itertools.count)

    def move(self, **span: float) -> None:
        """Go on in time."""
        self.now += timedelta(**span)

    async def say(self, text: str = "", choice: str = "") -> dict[str, Any]:
        """Say something and return the reply."""
        asides = Asides(self.engine, self.words, self.sealer, self.duty_desk, return_visits=True)
        keeping = Keeping(timedelta(hours=2), timedelta(hours=72))
        turns = Turns(self.engine, self.rasa, keeping, 10, lambda _: {"blocks": []}, lambda: self.now, asides=asides)
        prepared = prepare(text, frozenset({"110", "96110"}))
        message = Message(
            person=self.person,
            id=f"m{next(self.numbered)}",
            text=prepared.text or "。",
            choice=choice,
            channel=self.channel,
            elder=self.channel == "kiosk",
            place=self.place,
            numbers=tuple(self.sealer.seal_contact(value) for value in callable_numbers(prepared.finds)),
            reply_to=self.sealer.seal_user("openid") if self.channel == "wechat" else "",
        )
        return await turns.answer(message)


def text_of(reply: dict[str, Any]) -> str:
    return "\n".join(block["text"] for block in reply["blocks"] if block["type"] == "text")


def values(reply: dict[str, Any]) -> list[str]:
    return [choice["value"] for block in reply["blocks"] for choice in block.get("choices", ())]


@pytest.fixture
def edge(engine: Engine, content_engine: Engine) -> Edge:
    """Return an edge with a duty desk and one place."""
    places.load(engine, [Spot("k1", "kiosk", "柳河村委会", "柳河镇", "柳河村")])
    return Edge(engine, ScriptedRasa(), EdgeKnowledge(KnowledgeSource(content_engine), SafeReply()))
