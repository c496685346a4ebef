"""Has one message read by Rasa with what is known of the person, and keeps what the next one needs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from bot.edge import joining, judging
from bot.edge.judging import Judged
from bot.edge.rasa_client import RasaClient
from bot.triage.case import load_case, remembered
from db import blocked, cases, fragments, leads
from db.fragments import Told
from db.leads import Sealed
from db.opening import Known


@dataclass(frozen=True)
class Message:
    """One incoming message, prepared: nothing in it identifies a person."""

    person: str
    id: str
    text: str
    choice: str
    channel: str
    elder: bool
    entities: tuple[Sealed, ...] = ()
    judged: tuple[Judged, ...] = ()
    place: str = ""
    numbers: tuple[str, ...] = ()  # telephone numbers in it, sealed for a call back
    reply_to: str = ""  # WeChat's id of the person, sealed: whom to write to by itself


@dataclass(frozen=True)
class Keeping:
    """How long things are kept."""

    case: timedelta
    remembered: timedelta
    join: timedelta = timedelta(seconds=8)  # fragments this close together are read as one
    words: timedelta = timedelta(days=30)  # masked words of assessments
    rows: timedelta = timedelta(days=180)  # matters; then only how many of a day were alike

    @property
    def reply(self) -> timedelta:
        """Answers are kept as long as a case: for retries and nothing else."""
        return self.case


@dataclass(frozen=True)
class Read:
    """What came of reading one message.

    Attributes:
        payload: what the action answered.
        told: the fragment that was lying there.
        types: what was thought of the types before the message.
    """

    payload: dict[str, Any]
    told: Told | None
    types: dict[str, float]


class Reader:
    """Reads messages; holds no state of its own."""

    def __init__(self, engine: Engine, rasa: RasaClient, keeping: Keeping) -> None:
        """Keep what a reading needs."""
        self._engine = engine
        self._rasa = rasa
        self._keeping = keeping

    async def read(self, message: Message, stored: cases.StoredCase, now: datetime, known: Known | None = None) -> Read:
        """Have a message read; one that says too little alone, with what came seconds before.

        What came before stands in `known`, where it was read already.

        Raises:
            bot.edge.rasa_client.RasaFailed: no usable answer.
        """
        told = None if message.choice else await self._told(message, now, known)
        case = self._case(stored, now)
        metadata = await self._metadata(message, case, now)
        payload = await self._rasa.turn(message.text, metadata)
        if told is not None and joining.is_weak(payload):
            metadata["case"] = joining.before(case, told)
            joined = await self._rasa.turn(joining.together(told, message.text), metadata)
            payload = joined if joining.is_better(joined) else payload
        return Read(payload, told, dict((case or {}).get("types") or {}))

    async def _told(self, message: Message, now: datetime, known: Known | None) -> Told | None:
        if known is not None:
            return known.told
        found: Told | None = await self._db(fragments.recent, message.person, now, self._keeping.join)
        return found

    async def settle(self, message: Message, read: Read, now: datetime) -> None:
        """Keep or drop fragment and leads, once the turn is saved."""
        if joining.is_weak(read.payload) and not message.choice:
            told = joining.next_told(read.told, message.text, read.types)
            await self._db(fragments.keep, message.person, told, now)
        elif read.told is not None:
            await self._db(fragments.drop, message.person)
        wanted = read.payload.get("lead")
        if wanted == "offer":
            await self._db(leads.offer, message.person, message.entities, now)
        elif wanted == "keep":
            await self._db(leads.keep, message.person, now)
        elif wanted == "drop":
            await self._db(leads.drop, message.person)

    def _case(self, stored: cases.StoredCase, now: datetime) -> dict[str, Any] | None:
        """Return the case; of an old one only what may outlive the session."""
        if stored.data and stored.updated_at and now - stored.updated_at > self._keeping.case:
            return remembered(load_case(stored.data)).dump()
        return stored.data

    async def _metadata(self, message: Message, case: dict[str, Any] | None, now: datetime) -> dict[str, Any]:
        entities = [value.shown for value in message.entities]
        if not entities and any(choice.value.startswith("lead:") for choice in load_case(case).choices):
            entities = await self._db(leads.offered, message.person, now)
        return {
            "case": case,
            "choice": message.choice,
            "entities": entities,
            "judgements": await self._judgements(message),
            "listener": {"channel": message.channel, "elder": message.elder},
        }

    async def _judgements(self, message: Message) -> list[dict[str, Any]]:
        """Return what is thought of the links and numbers of a message, the blocklist asked."""
        prints = frozenset[str]().union(*(one.fingerprints for one in message.judged))
        return judging.told(message.judged, await self._db(blocked.among, prints) if prints else ())

    def _db(self, function: Callable[..., Any], *arguments: Any) -> Awaitable[Any]:
        """Run one short transaction off the event loop."""
        return asyncio.to_thread(function, self._engine, *arguments)
