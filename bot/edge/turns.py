"""Answer each message once, whatever happens to the request that brought it.

A turn is its own task, keyed by person and message id, and outlives the
request: a closed connection must not cancel it inside Rasa. Retries and late
askers read the stored outcome. When nothing can be computed in time the safe
reply goes out; it is never stored, so a retry gets the real answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.edge.asides.asides import Asides
from bot.edge.asides.base import Turn
from bot.edge.hearing.confirm import Confirming
from bot.edge.rasa_client import RasaClient, RasaFailed
from bot.edge.reader import Keeping, Message, Read, Reader
from bot.edge.recording import entry_of
from db import assessments, cases
from db.models import utc_now

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.2
ATTEMPTS = 4  # another message of the same person may win the version check
FORGET_WAIT = 20  # longer than any turn: one that ended after the deletion would write the person back
SUMMARY = ("type", "also", "stage", "verdict")


class Turns:
    """Runs turns and stores their outcome."""

    def __init__(
        self,
        engine: Engine,
        rasa: RasaClient,
        keeping: Keeping,
        wait_seconds: float,
        safe_reply: Callable[[Message], dict[str, Any]],
        clock: Callable[[], datetime] = utc_now,
        confirming: Confirming | None = None,
        asides: Asides | None = None,
    ) -> None:
        """Keep what a turn needs; `safe_reply` makes the answer of last resort.

        `confirming` has what was heard confirmed before it is read, `asides` is what is asked beside.
        """
        self._confirming = confirming
        self._asides = asides
        self._engine = engine
        self._reader = Reader(engine, rasa, keeping)
        self._keeping = keeping
        self._wait = wait_seconds
        self._safe_reply = safe_reply
        self._clock = clock
        self._owner = uuid.uuid4().hex
        self._running: dict[tuple[str, str], asyncio.Task[dict[str, Any]]] = {}

    async def answer(self, message: Message) -> dict[str, Any]:
        """Return the stored or computed reply, or the safe one when it takes too long."""
        reply = await self.within(message, self._wait)
        if reply is None:
            logger.warning("turn took longer than %.1f s; safe reply sent", self._wait)
        return self._safe_reply(message) if reply is None else reply

    async def within(self, message: Message, seconds: float) -> dict[str, Any] | None:
        """Return the reply, or None when it takes longer; the turn goes on, and may be asked for again."""
        key = (message.person, message.id)
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(self._guarded(message))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))
        try:
            return await asyncio.wait_for(asyncio.shield(task), seconds)
        except asyncio.TimeoutError:
            return None

    async def reading(self, message: Message) -> dict[str, Any]:
        """Return how a message would be read now; nothing is answered and nothing saved.

        Raises:
            RasaFailed: no usable answer.
            SQLAlchemyError: the case cannot be loaded.
        """
        now = self._clock()
        stored = await self._db(cases.load, message.person, now)
        return (await self._reader.read(message, stored, now)).payload

    async def forget(self, person: str) -> None:
        """Delete everything of one person, after what is still being answered for them has been saved."""
        await self._answered(person)
        await self._db(cases.forget, person)

    async def end_session(self, person: str) -> None:
        """Forget the session of one who went away, in the same way."""
        await self._answered(person)
        await self._db(cases.end_session, person)

    async def _answered(self, person: str) -> None:
        running = [task for key, task in self._running.items() if key[0] == person]
        if running:
            await asyncio.wait(running, timeout=FORGET_WAIT)

    async def drain(self) -> None:
        """Wait for running turns when the process stops."""
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=10)

    async def _guarded(self, message: Message) -> dict[str, Any]:
        """Compute the reply; any failure ends in the safe one, never in an error."""
        try:
            return await self._outcome(message)
        except (RasaFailed, SQLAlchemyError) as error:
            logger.error("turn failed: %s", type(error).__name__ if not isinstance(error, RasaFailed) else error)
        except Exception as error:  # a resident must get an answer whatever broke; no words in the log
            logger.error("turn failed unexpectedly: %s", type(error).__name__)
        # if the database is what failed, the claim goes stale by itself
        with contextlib.suppress(SQLAlchemyError):
            await self._db(cases.release, message.person, message.id, self._owner)
        return self._safe_reply(message)

    async def _outcome(self, message: Message) -> dict[str, Any]:
        while True:
            claim = await self._db(
                cases.claim, message.person, message.id, self._owner, self._clock(), self._keeping.reply
            )
            if claim.reply is not None:
                return dict(claim.reply)
            if claim.mine:
                return await self._resolved(message)
            await asyncio.sleep(POLL_SECONDS)  # another process is at it

    async def _resolved(self, message: Message) -> dict[str, Any]:
        """Compute the reply; where the message answers "did I hear right?", to the words that were heard."""
        if self._confirming is None:
            return await self._compute(message)
        resolved = await self._confirming.resolve(message, self._clock())
        if resolved.blocks is None:
            reply = await self._compute(resolved.message)
        else:
            reply = {"blocks": resolved.blocks}
            await self._db(cases.answer, message.person, message.id, self._owner, reply)
        await self._confirming.settle(resolved)
        return reply

    async def _compute(self, message: Message) -> dict[str, Any]:
        for _ in range(ATTEMPTS):
            now = self._clock()
            stored = await self._db(cases.load, message.person, now)
            read = await self._read(message, stored, now)
            payload = read.payload
            reply = {
                "blocks": payload["blocks"],
                "case": {name: payload.get("case", {}).get(name) or _empty(name) for name in SUMMARY},
                "kind": str((payload.get("read") or {}).get("kind") or ""),
            }
            if payload.get("forget"):
                await self._db(cases.forget, message.person)
                return reply
            case = dict(payload.get("case") or {})
            keep = self._keeping.remembered if case.get("consent") else self._keeping.case
            record = None if payload.get("aside") else self._recorder(message, payload, stored.data is not None, now)
            saved = await self._db(
                cases.save, message.person, message.id, self._owner, reply, case, stored.version, now, keep, record
            )
            if saved:
                if not payload.get("aside"):
                    await self._reader.settle(message, read, now)
                return reply
            claim = await self._db(
                cases.claim, message.person, message.id, self._owner, self._clock(), self._keeping.reply
            )
            if claim.reply is not None:
                return dict(claim.reply)
        raise RasaFailed("case changed under every attempt")

    async def _read(self, message: Message, stored: cases.StoredCase, now: datetime) -> Read:
        """Have a message read by Rasa, unless it belongs to what the edge itself asked."""
        if self._asides is None:
            return await self._reader.read(message, stored, now)
        found = await self._asides.answer(self._asides.turn(message, stored, now, self._keeping.case))
        if not isinstance(found, Turn):
            return Read(found, None, {})
        read = await self._reader.read(found.message, stored, now)
        return replace(read, payload=await self._asides.add(found, read.payload))

    def _recorder(
        self, message: Message, payload: dict[str, Any], goes_on: bool, now: datetime
    ) -> Callable[[Session], None]:
        """Return what writes the assessment inside the transaction that saves the reply."""

        def record(session: Session) -> None:
            entry = entry_of(message, payload, self._keeping.words)
            assessments.record(session, message.person, entry, goes_on, now)

        return record

    def _db(self, function: Callable[..., Any], *arguments: Any) -> Awaitable[Any]:
        """Run one short transaction off the event loop."""
        return asyncio.to_thread(function, self._engine, *arguments)


def _empty(name: str) -> Any:
    """Return the value of a field that a dumped case leaves out."""
    return {"also": [], "stage": "none", "verdict": "none"}.get(name)
