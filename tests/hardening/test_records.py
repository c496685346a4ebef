# Attack: read every table, the journal, and what staff are shown, after people told names, addresses and numbers to
# the assistant and gave their own number for a call back; then ask to be forgotten and read everything again.
"""What is recorded for staff holds nothing personal, and nothing of a person who asked to be forgotten."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.edge.asides.asides import Asides
from bot.edge.rasa_client import RasaClient
from bot.edge.reader import Keeping, Message
from bot.edge.seal import Sealer, callable_numbers, reportable
from bot.edge.turns import Turns
from bot.edge.words import EdgeKnowledge, SafeReply
from bot.review.clusters import Text, group
from bot.text.prepare import prepare
from db import calls, cases, clusters, matters, reviews
from db.clusters import Found
from db.files import CONTENT, read_content
from db.knowledge import KnowledgeSource
from db.loader import load_rows
from db.models import Base, utc_now
from db.record_models import Matter
from db.session import make_engine, transaction
from tests.hardening.planted import planted

OWN = "13987654321"  # given for the call back
PERSONAL = ("王小明", "李桂芳", "幸福里小区", "柳河村三组")
SAID = (
    "我叫王小明，他说我涉案",
    "我的名字是李桂芳，被骗了三万",
    "我住在幸福里小区，他说上门来拿钱",
    "我家在柳河村三组，收猪的要我先交检疫费",
)
EACH = 20


class QuotingRasa(RasaClient):
    """Warns of everything, is sure of nothing, and quotes the whole message as a signal."""

    def __init__(self) -> None:
        """Keep nothing."""

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Answer."""
        state = {"type": "authority_police", "verdict": "alarm", "stage": "paid", "also": []}
        signals = [{"id": "safe_account", "quote": text}]
        ranking = [{"type": "authority_police", "probability": 0.3}]
        assessed = {**state, "intent": "scam", "signals": signals, "ranking": ranking, "model": "m"}
        case = {**(metadata["case"] or {"format": 1}), **state, "consent": True}
        blocks = [{"type": "text", "text": "先别转"}]
        return {"blocks": blocks, "case": case, "read": {"kind": "urgent"}, "assessed": assessed}

    async def states(self) -> dict[str, bool]:
        """Report nothing."""
        return {}


class World:
    """An edge and its database, in which everything was said."""

    def __init__(self, folder: Path) -> None:
        """Make the tables and load the words."""
        self.folder = folder
        self.engine: Engine = make_engine(f"sqlite:///{folder / 'records.db'}")
        Base.metadata.create_all(self.engine)
        with transaction(self.engine) as session:
            load_rows(session, list(read_content(CONTENT, folder / "no_examples")))
        self.sealer = Sealer(b"secret")
        words = EdgeKnowledge(KnowledgeSource(self.engine), SafeReply())
        asides = Asides(self.engine, words, self.sealer, duty_desk=True, return_visits=True)
        keeping = Keeping(timedelta(hours=2), timedelta(hours=72))
        self.turns = Turns(self.engine, QuotingRasa(), keeping, 30, lambda _: {"blocks": []}, asides=asides)
        self.count = 0

    async def say(self, person: str, text: str = "", choice: str = "") -> None:
        """Say something as the door would pass it on."""
        self.count += 1
        prepared = prepare(text, frozenset({"110", "96110"}))
        message = Message(
            person=person,
            id=f"m{self.count}",
            text=prepared.text or "。",
            choice=choice,
            channel="wechat",
            elder=False,
            entities=tuple(self.sealer.seal(found) for found in reportable(prepared.finds)),
            numbers=tuple(self.sealer.seal_contact(value) for value in callable_numbers(prepared.finds)),
            reply_to=self.sealer.seal_user("oUser_1"),
        )
        assert (await self.turns.answer(message))["blocks"]

    def everything(self) -> str:
        """Return all rows of all tables, and the database's files as far as they are text."""
        with transaction(self.engine) as session:
            rows = [str(tuple(row)) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
        files = [path.read_bytes().decode("utf-8", "ignore") for path in self.folder.glob("records.db*")]
        return "\n".join([*rows, *files])


@pytest.fixture
async def world(tmp_path: Path) -> World:
    """Return a world in which all planted sentences were said, and one person gave a number."""
    made = World(tmp_path)
    for number, one in enumerate(list(planted())[::3]):
        await made.say(f"person{number // EACH}", one.sentence)
    for number, said in enumerate(SAID):
        await made.say(f"named{number}", said)
    await made.say("named0", choice="call:ask")
    await made.say("named0", choice="call:yes")
    await made.say("named0", OWN)
    assert [call.state for call in calls.listed(made.engine, utc_now())] == ["waiting"]
    return made


async def test_nothing_personal_is_recorded_shown_or_left(world: World) -> None:
    told = world.everything()
    assert [one.sentence for one in list(planted())[::3] if any(form in told for form in one.forms)] == []
    assert [name for name in (*PERSONAL, OWN, "oUser_1") if name in told] == []
    _staff_see_nothing(world)
    await _who_is_forgotten_is_gone(world)


def _staff_see_nothing(world: World) -> None:
    now = utc_now() + timedelta(hours=1)
    waiting, total = reviews.queue(world.engine, now, size=1000)
    assert total > 0
    ids = [one.matter.id for one in waiting]
    groups = group([Text(name, said) for name, said in clusters.texts_of(world.engine, ids).items()], ["110"], like=0.0)
    clusters.replace(world.engine, [Found(one.matters, one.text, one.words) for one in groups], now)
    shown = f"{waiting}{clusters.shown(world.engine)}{[matters.messages_of(world.engine, name) for name in ids]}"
    assert "检疫费" in shown
    assert [name for name in (*PERSONAL, OWN, "person0", "named0") if name in shown] == []


async def _who_is_forgotten_is_gone(world: World) -> None:
    with transaction(world.engine) as session:
        before = set(session.scalars(select(Matter.id)))
    for person in [*(f"named{number}" for number in range(4)), *(f"person{number}" for number in range(5))]:
        cases.forget(world.engine, person)
    told = world.everything()
    assert [name for name in before if name in told] == []
    assert [word for word in ("named0", "person0", "检疫费", "涉案，") if word in _records(world)] == []
    with transaction(world.engine) as session:
        assert len(session.scalars(select(Matter)).all()) == len(before)  # still counted


def _records(world: World) -> str:
    names = {"assessments", "matters", "matter_links", "reviews", "clusters", "cluster_members", "contacts"}
    names |= {"call_requests", "outbox", "visits", "visit_notes", "cases", "stored_replies"}
    with transaction(world.engine) as session:
        tables = [table for table in Base.metadata.sorted_tables if table.name in names]
        assert len(tables) == len(names)
        return "\n".join(str(tuple(row)) for table in tables for row in session.execute(select(table)))
