"""Consent to be visited again after a loss, and the word that stops it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

from bot.edge.asides.base import Payload, Saying, Turn
from bot.edge.seal import Sealer
from db import contacts, outcomes, visits

_OFFERED_WITH = frozenset({"thanks"})  # when the worst is over and they say goodbye
_CHANNELS = frozenset({"web", "wechat"})
_CONSENT = (("visit:yes", "choice_visit_yes"), ("visit:no", "choice_visit_no"))
_STOP = re.compile("(?:别|不要|不用|莫)再?(?:来)?(?:联系|回访|打给|打电话给?)我?了?")
MOST_STOP = 14  # characters; a longer text is a story


class Visiting:
    """Asks for consent, takes a number, stops at once."""

    def __init__(self, engine: Engine, saying: Saying, sealer: Sealer) -> None:
        """Keep database, words and what makes fingerprints."""
        self._engine = engine
        self._say = saying
        self._sealer = sealer

    async def answer(self, turn: Turn) -> Payload | None:
        """Answer what belongs to a visit; None for anything else."""
        person, text = turn.message.person, turn.message.text
        if len(text) <= MOST_STOP and _STOP.search(text) and await self._db(visits.stop_person, person):
            await self._db(outcomes.cancel, person, outcomes.VISIT)
            return self._say.reply(turn, "visit_stopped")
        if turn.value == "visit:ask":
            return self._say.reply(turn, "visit_consent", *_CONSENT)
        if turn.value == "visit:yes":
            await self._db(contacts.consent, person, contacts.VISIT, turn.now)
            return self._say.reply(turn, "visit_number")
        return self._say.reply(turn, "visit_declined") if turn.value == "visit:no" else None

    async def number(self, turn: Turn) -> Payload:
        """Take the number in."""
        sealed = turn.own_number
        visit = visits.NewVisit(
            fingerprint=self._sealer.fingerprint("visit", self._sealer.open_contact(sealed)),
            sealed=sealed,
            source=visits.RESIDENT,
            due_at=turn.now + visits.FIRST_AFTER,
            type=turn.case.type,
            person=turn.message.person,
        )
        await self._db(visits.from_resident, visit, turn.now)
        if turn.message.reply_to:  # in WeChat, while it lets us write: a word against the second scam
            due = turn.now + outcomes.AFTER
            await self._db(outcomes.plan, visit.person, outcomes.VISIT, turn.message.reply_to, due, turn.now)
        return self._say.reply(turn, "visit_kept")

    def add(self, turn: Turn, payload: Payload) -> Payload:
        """Offer a visit once the worst is over."""
        case, kind = payload.get("case") or {}, (payload.get("read") or {}).get("kind")
        lost = case.get("stage") == "paid" and case.get("group") != "minor"
        if not lost or kind not in _OFFERED_WITH or turn.message.channel not in _CHANNELS:
            return payload
        return self._say.offer(payload, ("visit:ask", "choice_visit"))

    async def _db(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.to_thread(function, self._engine, *arguments)
