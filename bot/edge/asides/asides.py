"""The asides of one edge, in the order in which they are looked at."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.drill.cues import Cues
from bot.edge.asides.base import Payload, Saying, Turn, value_of
from bot.edge.asides.callback import CallBack
from bot.edge.asides.drilling import Drilling, playing
from bot.edge.asides.ending import Ending
from bot.edge.asides.quizzing import Quizzing, quiz_items
from bot.edge.asides.topics import Topics
from bot.edge.asides.visiting import Visiting
from bot.edge.reader import Message
from bot.edge.seal import Sealer
from bot.edge.words import EdgeKnowledge
from bot.triage.case import load_case, remembered
from db import contacts
from db.cases import StoredCase
from db.files import CONTENT, read_yaml

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def drill_cues() -> Cues:
    """Return how lines and answers of a drill are heard."""
    return Cues.from_data(read_yaml(CONTENT / "drill.yml")["drill"])


class Asides:
    """Answers what belongs to an aside, and adds to what Rasa answered."""

    def __init__(
        self, engine: Engine, words: EdgeKnowledge, sealer: Sealer, duty_desk: bool, return_visits: bool
    ) -> None:
        """Keep the parts; a city without a duty desk offers no call, and without visitors no visit."""
        saying = Saying(words)
        self._engine = engine
        self._calls = CallBack(engine, saying) if duty_desk else None
        self._ending = Ending(engine, saying)
        self._topics = Topics(engine, words, saying)
        self._visits = Visiting(engine, saying, sealer, words) if return_visits else None
        self._drills = Drilling(engine, words, drill_cues())
        self._quiz = Quizzing(engine, words, drill_cues(), quiz_items())

    def turn(self, message: Message, stored: StoredCase, now: datetime, session: timedelta) -> Turn:
        """Return a message with what is stored of its person."""
        over = stored.updated_at is not None and now - stored.updated_at > session
        resumed = over and bool(stored.data)
        value = value_of(message, stored.data)  # choices that were offered later, by WeChat's API, lie there too
        data = remembered(load_case(stored.data)).dump() if resumed else stored.data
        return Turn(message, now, value, data, resumed, stored.updated_at)

    async def answer(self, turn: Turn) -> Turn | Payload:
        """Return the answer, or the turn that Rasa has to answer."""
        try:
            found = await self._answer(turn)
        except SQLAlchemyError as error:
            logger.error("an aside failed: %s", type(error).__name__)
            return turn
        return found if isinstance(found, Turn) or self._visits is None else self._visits.heard(turn, found)

    async def add(self, turn: Turn, payload: Payload) -> Payload:
        """Return Rasa's answer with what is offered beside it; the answer itself is never lost."""
        payload, taken = self._drills.add(turn, payload)
        if not taken:
            payload, taken = self._quiz.add(turn, payload)
        if payload.get("forget"):
            return payload
        if taken:
            return self._visits.heard(turn, payload) if self._visits else payload
        try:
            payload = await self._calls.add(turn, payload) if self._calls else payload
            payload = await self._ending.add(turn, payload)
            payload = await self._visits.add(turn, payload) if self._visits else payload
        except SQLAlchemyError as error:
            logger.error("an aside failed: %s", type(error).__name__)
        return payload

    async def _answer(self, turn: Turn) -> Turn | Payload:
        for part in (self._topics, self._calls, self._ending, self._visits, self._drills, self._quiz):
            found = await part.answer(turn) if part else None
            if found is not None:
                return found
        if turn.own_number and not playing(turn):  # in a drill nobody's number is taken
            awaited = await asyncio.to_thread(contacts.awaited, self._engine, turn.message.person, turn.now)
            part = {contacts.CALL: self._calls, contacts.VISIT: self._visits}.get(awaited)
            if part:
                return await part.number(turn)
        return turn
