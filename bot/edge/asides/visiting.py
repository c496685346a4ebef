"""Consent to be visited again after a loss, the answers to a reminder, and the word that stops it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

from bot.edge.asides.base import Payload, Saying, Turn
from bot.edge.asides.reminder_words import label_of, picked, told_blocks
from bot.edge.asides.visit_heard import asks_stop, tells_loss, with_heard
from bot.edge.seal import Sealer
from bot.edge.words import EdgeKnowledge
from db import contacts, reminders, visits

_OFFERED_WITH = frozenset({"thanks"})  # when the worst is over and they say goodbye
_CHANNELS = frozenset({"web", "wechat"})
_CONSENT = (("visit:yes", "choice_visit_yes"), ("visit:no", "choice_visit_no"))
_URGENT = (("urgent:paid", "choice_paid"), ("urgent:paying", "choice_paying"))


class Visiting:
    """Asks for consent, takes a number, hears the answers to reminders, stops at once."""

    def __init__(self, engine: Engine, saying: Saying, sealer: Sealer, words: EdgeKnowledge) -> None:
        """Keep database, words and what makes fingerprints."""
        self._engine = engine
        self._say = saying
        self._sealer = sealer
        self._words = words

    async def answer(self, turn: Turn) -> Payload | None:
        """Answer what belongs to a visit; None for anything else."""
        person = turn.message.person
        if turn.value == "visit:stop" or (asks_stop(turn) and await self._wanted(turn)):
            return await self._stopped(turn)
        if turn.value == "visit:ask":
            return self._say.reply(turn, "visit_consent", *_CONSENT)
        if turn.value == "visit:yes":
            await self._db(contacts.consent, person, contacts.VISIT, turn.now)
            return self._say.reply(turn, "visit_number")
        if turn.value == "visit:no":
            return self._say.reply(turn, "visit_declined")
        return await self._reminded(turn)

    async def number(self, turn: Turn) -> Payload:
        """Take the number in; in WeChat plan the reminders."""
        sealed, reply_to = turn.own_number, turn.message.reply_to
        visit = visits.NewVisit(
            fingerprint=self._sealer.fingerprint("visit", self._sealer.open_contact(sealed)),
            sealed=sealed,
            source=visits.RESIDENT,
            due_at=turn.now + visits.FIRST_AFTER,
            type=turn.case.type,
            person=turn.message.person,
            group=turn.case.group,
            wechat=reply_to,
            said_at=turn.now if reply_to else None,
        )
        if not await self._db(visits.from_resident, visit, turn.now):
            if await self._db(visits.was_stopped, visit.person, visit.fingerprint):
                return self._say.reply(turn, "visit_stays_stopped")
        elif reply_to:
            await self._db(reminders.plan, visit.fingerprint, turn.now)
        return self._say.reply(turn, "visit_kept")

    async def add(self, turn: Turn, payload: Payload) -> Payload:
        """Offer a visit once the worst is over; note what was said to a reminder."""
        payload = self.heard(turn, payload)
        if asks_stop(turn) and await self._db(visits.was_stopped, turn.message.person):
            return self._say.text(payload, "visit_stopped", turn.message.elder)
        case, kind = payload.get("case") or {}, (payload.get("read") or {}).get("kind")
        lost = case.get("stage") == "paid" and case.get("group") != "minor"
        if not lost or kind not in _OFFERED_WITH or turn.message.channel not in _CHANNELS:
            return payload
        return self._say.offer(payload, ("visit:ask", "choice_visit"))

    def heard(self, turn: Turn, payload: Payload) -> Payload:
        """Have it recorded that the person wrote, whoever answered: it opens WeChat's 48 hours."""
        return with_heard(turn, payload) if turn.message.reply_to else payload

    async def _wanted(self, turn: Turn) -> bool:
        """Say whether there was anything to stop."""
        if await self._db(reminders.awaiting, turn.message.person, turn.now):
            return True
        return bool(await self._db(visits.has_due, turn.message.person))

    async def _stopped(self, turn: Turn) -> Payload | None:
        """Stop for ever; words that tell of a scam as well are answered as such, with the line at their end."""
        person, text = turn.message.person, turn.message.text
        await self._db(reminders.answered, person, reminders.STOP, label_of(reminders.STOP), turn.now)
        await self._db(visits.stop_person, person)
        if turn.value != "visit:stop" and tells_loss(text):
            return None
        return self._say.reply(turn, "visit_stopped")

    async def _reminded(self, turn: Turn) -> Payload | None:
        """Take the answer to a reminder in; None for what is none."""
        kind, _, answer = turn.value.partition(":")
        if kind != "visit" and turn.message.reply_to and not turn.message.choice and not turn.case.choices:
            answer = picked(turn.message.text)  # the notice alone told the numbers: no case holds them
        if answer not in (reminders.FINE, reminders.AGAIN, reminders.STOP):
            return None
        sent = await self._db(reminders.awaiting, turn.message.person, turn.now)
        if sent is None and kind != "visit":
            return None
        if answer == reminders.STOP:
            return await self._stopped(turn)
        await self._db(reminders.answered, turn.message.person, answer, label_of(answer), turn.now)
        if answer == reminders.AGAIN:
            return self._say.reply(turn, "visit_again", *_URGENT)
        payload = self._say.reply(turn, "visit_fine")
        if sent and sent.way == reminders.NOTICE:  # its twenty characters could not say what had to be said
            told = told_blocks(self._words, sent.type, sent.group, sent.consent_at, turn.now)
            payload = {**payload, "blocks": [*told, *payload["blocks"]]}
        return payload

    async def _db(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.to_thread(function, self._engine, *arguments)
