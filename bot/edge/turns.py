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
import time
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
from bot.edge.owner import is_dead, make_owner
from bot.edge.rasa_client import RasaClient, RasaFailed
from bot.edge.reader import Keeping, Message, Read, Reader
from bot.edge.recording import entry_of
from bot.edge.slowness import Slowness
from bot.observe.metrics import FAILED, TAKEN_OVER, TURN_SECONDS, TURNS, TURNS_RUNNING, ReleaseInUse, channel_label
from db import assessments, cases
from db.models import utc_now
from db.opening import Known, open_turn

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.2
LEAST_SECONDS = 1.0  # even where looking around took long
ATTEMPTS = 4  # another message of the same person may win the version check
FORGET_WAIT = 20  # longer than any turn: one that ended after the deletion would write the person back
SUMMARY = ("type", "also", "stage", "verdict")


class Safe(dict[str, Any]):
    """A reply of last resort, told apart from one that was computed."""


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
        self._owner = make_owner()
        self._release = ReleaseInUse()
        self._slowness = Slowness()
        self._running: dict[tuple[str, str], asyncio.Task[dict[str, Any]]] = {}

    async def answer(self, message: Message, spent: float = 0.0) -> dict[str, Any]:
        """Return the stored or computed reply, or the safe one when it takes too long.

        Args:
            message: what was said.
            spent: seconds that the caller has waited already.
        """
        reply = await self.within(message, max(LEAST_SECONDS, self._wait - spent))
        if reply is None:
            logger.warning("turn took longer than %.1f s; safe reply sent", self._wait)
        return self._safe_reply(message) if reply is None else reply

    async def within(self, message: Message, seconds: float) -> dict[str, Any] | None:
        """Return the reply, or None when it takes longer; the turn goes on, and may be asked for again."""
        begun = time.monotonic()
        reply = await self._waited_for(message, seconds)
        outcome = "late" if reply is None else "safe" if isinstance(reply, Safe) else "real"
        TURNS.labels(channel_label(message.channel), outcome).inc()
        took = time.monotonic() - begun
        TURN_SECONDS.labels(outcome).observe(took)
        self._slowness.note(took)
        return reply

    async def _waited_for(self, message: Message, seconds: float) -> dict[str, Any] | None:
        key = (message.person, message.id)
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(self._guarded(message))
            self._running[key] = task
            TURNS_RUNNING.inc()
            task.add_done_callback(lambda _: self._ended(key))
        try:
            return await asyncio.wait_for(asyncio.shield(task), seconds)
        except asyncio.TimeoutError:
            return None

    def _ended(self, key: tuple[str, str]) -> None:
        TURNS_RUNNING.dec()
        self._running.pop(key, None)

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
            FAILED.labels("rasa" if isinstance(error, RasaFailed) else "database").inc()
        except Exception as error:  # a resident must get an answer whatever broke; no words in the log
            logger.error("turn failed unexpectedly: %s", type(error).__name__)
            FAILED.labels("unexpected").inc()
        # if the database is what failed, the claim goes stale by itself
        with contextlib.suppress(SQLAlchemyError):
            await self._db(cases.release, message.person, message.id, self._owner)
        return Safe(self._safe_reply(message))

    async def _outcome(self, message: Message) -> dict[str, Any]:
        while True:
            keep, join = self._keeping.reply, self._keeping.join
            opened = await self._db(open_turn, message.person, message.id, self._owner, self._clock(), keep, join)
            claim = opened.claim
            if claim.reply is not None:
                return dict(claim.reply)
            if claim.owner and is_dead(claim.owner):
                claim = await self._db(
                    cases.follow, message.person, message.id, claim.owner, self._owner, self._clock()
                )
            if claim.taken_over:
                TAKEN_OVER.inc()
                logger.warning("a message whose owner died was taken over")
            if claim.mine:
                return await self._resolved(message, opened.known)
            await asyncio.sleep(POLL_SECONDS)  # another process is at it

    async def _resolved(self, message: Message, known: Known | None) -> dict[str, Any]:
        """Compute the reply; where the message answers "did I hear right?", to the words that were heard."""
        if self._confirming is None:
            return await self._compute(message, known)
        resolved = await self._confirming.resolve(message, self._clock(), known.heard if known else None)
        if resolved.blocks is None:
            reply = await self._compute(resolved.message, known)
        else:
            reply = {"blocks": resolved.blocks}
            await self._db(cases.answer, message.person, message.id, self._owner, reply)
        await self._confirming.settle(resolved)
        return reply

    async def _compute(self, message: Message, known: Known | None) -> dict[str, Any]:
        """Compute and save; `known` is good for the first attempt, later ones read anew."""
        for _ in range(ATTEMPTS):
            now = self._clock()
            stored = known.case if known else await self._db(cases.load, message.person, now)
            read = await self._read(message, stored, now, known)
            known = None
            payload = read.payload
            self._release.saw(payload)
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
            record = self._recorder(message, payload, stored.data is not None, now)
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
            if claim.fresh:  # forgotten meanwhile, perhaps at another edge: nothing is written back
                await self._db(cases.release, message.person, message.id, self._owner)
                return reply
        raise RasaFailed("case changed under every attempt")

    async def _read(self, message: Message, stored: cases.StoredCase, now: datetime, known: Known | None) -> Read:
        """Have a message read by Rasa, unless it belongs to what the edge itself asked."""
        if self._asides is None:
            return await self._reader.read(message, stored, now, known)
        found = await self._asides.answer(self._asides.turn(message, stored, now, self._keeping.case))
        if not isinstance(found, Turn):
            return Read(found, None, {})
        read = await self._reader.read(found.message, stored, now, known)
        return replace(read, payload=await self._asides.add(found, read.payload))

    def _recorder(
        self, message: Message, payload: dict[str, Any], goes_on: bool, now: datetime
    ) -> Callable[[Session], None] | None:
        """Return what writes inside the transaction that saves the reply: the assessment, what an aside counts."""
        also: Callable[[Session], None] | None = payload.get("record")
        if payload.get("aside"):
            return also

        def record(session: Session) -> None:
            entry = entry_of(message, payload, self._keeping.words)
            assessments.record(session, message.person, entry, goes_on, now)
            if also is not None:
                also(session)

        return record

    def _db(self, function: Callable[..., Any], *arguments: Any) -> Awaitable[Any]:
        """Run one short transaction off the event loop."""
        return asyncio.to_thread(function, self._engine, *arguments)


def _empty(name: str) -> Any:
    """Return the value of a field that a dumped case leaves out."""
    return {"also": [], "stage": "none", "verdict": "none"}.get(name)
