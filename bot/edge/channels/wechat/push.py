"""Sends what does not go as the reply itself: late answers and further parts, by customer-service message."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.edge.channels.wechat.api import WeChatApi
from bot.edge.channels.wechat.quota import Budget
from bot.edge.channels.wechat.replies import clean
from bot.edge.channels.wechat.transport import ApiError, Denied, Unreachable

logger = logging.getLogger(__name__)

AGAIN_AFTER = (1.0, 3.0, 9.0)  # seconds between attempts
BUSY = -1
# the account may not send at all: not verified (48001), or no calls left today (45009)
NOT_NOW = frozenset({45009, 48001})
SHUT_SECONDS = 3600.0
READY_SECONDS = 0.3
Pause = Callable[[float], Awaitable[None]]


class Pusher:
    """Sends within WeChat's quota, and knows when sending is pointless."""

    def __init__(self, api: WeChatApi | None, clock: Callable[[], float], pause: Pause = asyncio.sleep) -> None:
        """Keep the API, None where there is no secret to call it with."""
        self._api = api
        self._clock = clock
        self._pause = pause
        self._shut_until = 0.0

    async def ready(self) -> bool:
        """Say, quickly, whether a message could be sent now."""
        if self._api is None or self._clock() < self._shut_until:
            return False
        try:
            await asyncio.wait_for(self._api.ready(), READY_SECONDS)
        except (ApiError, asyncio.TimeoutError):
            return False
        return True

    async def warm_up(self) -> None:
        """Fetch a token; where there is none yet, the first late answer tries again."""
        if self._api is not None:
            with contextlib.suppress(ApiError):
                await self._api.ready()

    async def send(self, user: str, texts: Sequence[str], budget: Budget) -> int:
        """Send texts in order until one cannot be sent; returns how many went."""
        sent = 0
        for text in texts:
            if self._api is None or not budget.take(self._clock()):
                break
            try:
                await self._send(self._api, user, clean(text), budget)
            except ApiError as error:
                self._note(error)
                break
            sent += 1
        if sent < len(texts):
            logger.error("WeChat: %d of %d messages were not sent", len(texts) - sent, len(texts))
        return sent

    async def notify(self, user: str, template: str, data: dict[str, str]) -> bool:
        """Send one subscription notice, never a second time; False when it did not go."""
        if self._api is None:
            return False
        try:
            await self._api.send_notice(user, template, data)
        except ApiError as error:
            self._note(error)
            return False
        return True

    async def _send(self, api: WeChatApi, user: str, text: str, budget: Budget) -> None:
        """Try again only where it surely did not arrive: nobody is told twice."""
        for seconds in AGAIN_AFTER:
            try:
                return await api.send_text(user, text)
            except Denied as error:
                if error.code != BUSY:
                    raise
            except Unreachable as error:
                if not error.never_sent:
                    raise
            if self._clock() + seconds >= budget.until:
                break
            await self._pause(seconds)
        return await api.send_text(user, text)

    def _note(self, error: ApiError) -> None:
        logger.error("WeChat refused a message: %s (docs/runbooks/wechat.md)", error)
        if isinstance(error, Denied) and error.code in NOT_NOW:
            self._shut_until = self._clock() + SHUT_SECONDS
