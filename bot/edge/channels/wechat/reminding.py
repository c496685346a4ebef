"""Sends the reminders of return visits as far as WeChat allows, and puts everybody else on the call list.

A customer-service message goes only within 48 hours of the person's last message; a click or a scan
does not open them (https://developers.weixin.qq.com/doc/subscription/guide/product/kf/intro.md). After
that a one-time subscription notice goes, one for each time the person allowed it in an article or page
(https://developers.weixin.qq.com/doc/service/Subscription_Messages/intro.html). Where neither is
allowed nothing is sent and somebody calls.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from cryptography.fernet import InvalidToken

from bot.edge.asides.base import Saying
from bot.edge.asides.reminder_words import CHOICES, told_blocks
from bot.edge.channels.wechat.push import Pusher
from bot.edge.channels.wechat.quota import Budget
from bot.edge.keys import ENGINE, KNOWLEDGE, SEALER
from bot.reply.render.wechat import render
from db import outcomes, reminders
from db.models import utc_now

MOST_AT_ONCE = 20
MARGIN = timedelta(minutes=5)  # clocks differ
LONGEST_FIELD = 20  # characters of a `thing` field
NOT_SENT = ""


@dataclass(frozen=True)
class Notice:
    """The subscription notice: its template and the two fields that we fill; without an id there is none."""

    template: str = ""
    fields: tuple[str, str] = ("thing1", "thing2")


def window(said_at: datetime | None, now: datetime) -> bool:
    """Say whether a customer-service message is allowed. Pure."""
    return said_at is not None and now < said_at + outcomes.WITHIN - MARGIN


class Reminding:
    """Sends what is due."""

    def __init__(
        self, app: web.Application, pusher: Pusher, notice: Notice, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Keep the edge's parts and who sends."""
        self._app = app
        self._pusher = pusher
        self._notice = notice
        self._clock = clock
        self._saying = Saying(app[KNOWLEDGE])

    async def once(self) -> int:
        """Send what is due now; returns how many went."""
        count = 0
        for _ in range(MOST_AT_ONCE):
            due = await self._db(reminders.claim_due, self._clock())
            if due is None:
                break
            way = await self._sent(due)
            if way:
                await self._db(reminders.sent, due, way, self._clock())
                count += 1
            else:
                await self._db(reminders.to_call_list, due, self._clock())
        return count

    async def _sent(self, due: reminders.Due) -> str:
        """Send one by whichever way is open; returns the way."""
        try:
            user = self._app[SEALER].open_user(due.sealed)
        except InvalidToken:  # sealed with an earlier SECRET_KEY
            return NOT_SENT
        if not await self._db(reminders.still_wanted, due.visit):
            return NOT_SENT
        if window(due.said_at, self._clock()):
            return reminders.SERVICE if await self._message(due, user) else NOT_SENT
        if not self._notice.template or not await self._db(reminders.take_grant, due.person, self._clock()):
            return NOT_SENT
        return reminders.NOTICE if await self._pusher.notify(user, self._notice.template, self._fields()) else NOT_SENT

    async def _message(self, due: reminders.Due, user: str) -> bool:
        told = told_blocks(self._app[KNOWLEDGE], due.type, due.group, due.consent_at, self._clock())
        payload = self._saying.offer({"blocks": told}, *CHOICES)
        await self._db(outcomes.offer_choices, due.person, payload["case"]["choices"])
        assert due.said_at is not None
        budget = Budget(1, (due.said_at + outcomes.WITHIN).timestamp())
        return await self._pusher.send(user, render(payload["blocks"])[:1], budget) == 1

    def _fields(self) -> dict[str, str]:
        words = self._app[KNOWLEDGE]
        said = (words.say("visit_notice_warn"), words.say("visit_notice_answer"))
        return {
            name: str(blocks[0]["text"])[:LONGEST_FIELD] for name, blocks in zip(self._notice.fields, said, strict=True)
        }

    async def _db(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.to_thread(function, self._app[ENGINE], *arguments)
