"""Writes by itself where WeChat allows it: how it ended, once; and that nobody took the call back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web
from cryptography.fernet import InvalidToken
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.asides.base import Saying
from bot.edge.asides.ending import ANSWERS
from bot.edge.channels.wechat.push import Pusher
from bot.edge.channels.wechat.quota import Budget
from bot.edge.channels.wechat.reminding import Reminding
from bot.edge.keys import ENGINE, KNOWLEDGE, SEALER
from bot.edge.switch import SWITCHES
from bot.reply.render.wechat import render
from db import calls, outcomes
from db.models import utc_now
from db.outcomes import Due

logger = logging.getLogger(__name__)

EVERY_SECONDS = 20.0
MOST_AT_ONCE = 20
ONE = 1  # message; the five that WeChat allows are kept for answers


class Writing:
    """Sends what is due to one account's people."""

    def __init__(
        self,
        app: web.Application,
        pusher: Pusher,
        clock: Callable[[], datetime] = utc_now,
        reminding: Reminding | None = None,
    ) -> None:
        """Keep the edge's parts and who sends."""
        self._app = app
        self._pusher = pusher
        self._clock = clock
        self._reminding = reminding
        self._saying = Saying(app[KNOWLEDGE])

    async def forever(self) -> None:
        """Look every few seconds."""
        while True:
            try:
                await self.once()
            except SQLAlchemyError as error:
                logger.error("WeChat: nothing was written: %s", type(error).__name__)
            await asyncio.sleep(EVERY_SECONDS)

    async def once(self) -> int:
        """Send what is due now; returns how many messages went."""
        if not await self._app[SWITCHES].is_open("wechat") or not await self._pusher.ready():
            return 0
        sent = 0
        for _ in range(MOST_AT_ONCE):
            due = await self._db(outcomes.claim_due, self._clock())
            if due is None:
                break
            sent += await self._one(due)
            await self._db(outcomes.cancel, due.person, due.about)  # sent or not: nobody is written to twice
        return sent + (await self._reminding.once() if self._reminding else 0)

    async def _one(self, due: Due) -> int:
        blocks = await self._words(due)
        try:
            user = self._app[SEALER].open_user(due.sealed)
        except InvalidToken:  # sealed with an earlier SECRET_KEY
            return 0
        if not blocks:
            return 0
        until = (due.said_at + outcomes.WITHIN).timestamp()
        return await self._pusher.send(user, render(blocks)[:ONE], Budget(ONE, until))

    async def _words(self, due: Due) -> list[dict[str, Any]]:
        return await (self._late(due) if due.about == outcomes.CALL else self._question(due))

    async def _question(self, due: Due) -> list[dict[str, Any]]:
        if not await self._db(outcomes.mark_asked, due.person, self._clock()):
            return []
        payload = self._saying.text({"blocks": []}, "outcome_ask", False)
        payload = self._saying.offer(payload, *ANSWERS)
        stored = await self._db(outcomes.offer_choices, due.person, payload["case"]["choices"])
        return list(payload["blocks"]) if stored else []

    async def _late(self, due: Due) -> list[dict[str, Any]]:
        late = await self._db(calls.tell, due.person, self._clock())
        return self._app[KNOWLEDGE].say("call_untaken") if late else []

    async def _db(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.to_thread(function, self._app[ENGINE], *arguments)
