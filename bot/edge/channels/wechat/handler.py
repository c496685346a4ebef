"""`/wechat`: WeChat's address check and its messages. Answers 403 or 200, never an error of ours."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.edge.channels.wechat.answers import Answers
from bot.edge.channels.wechat.crypto import Refused
from bot.edge.channels.wechat.delivery import Delivered, Delivery
from bot.edge.channels.wechat.door import Door, Opened
from bot.edge.channels.wechat.replies import SUCCESS

logger = logging.getLogger(__name__)

PATH = "/wechat"
BODY_SECONDS = 2.0


def steady_clock() -> Callable[[], float]:
    """Return a clock that began with the wall clock and goes on without it."""
    begun = time.time() - time.monotonic()
    return lambda: begun + time.monotonic()


@dataclass(frozen=True)
class Channel:
    """The parts of the channel, made when the edge starts."""

    door: Door
    answers: Answers
    delivery: Delivery
    clock: Callable[[], float] = time.time
    steady: Callable[[], float] = field(default_factory=steady_clock)

    def now(self, query: dict[str, str]) -> float:
        """Return the time to judge a request by: of two clocks of ours the one that is nearer to WeChat's.

        A wall clock that is put wrong while we serve would refuse everybody; the other one does not notice.
        """
        try:
            signed = float(int(query.get("timestamp", "")))
        except (ValueError, OverflowError):
            return self.clock()
        return min(self.clock(), self.steady(), key=lambda now: abs(now - signed))


WECHAT = web.AppKey("wechat", Channel)


async def get_wechat(request: web.Request) -> web.Response:
    """Echo what WeChat sends when the address is entered on its site."""
    channel = request.app[WECHAT]
    try:
        return web.Response(body=_verified(channel, request), content_type="text/plain")
    except Refused as error:
        return _refusal(error)


def _verified(channel: Channel, request: web.Request) -> bytes:
    query = _query(request)
    return channel.door.verify(query, channel.now(query))


async def post_wechat(request: web.Request) -> web.StreamResponse:
    """Answer one message or event."""
    channel, begun = request.app[WECHAT], time.monotonic()
    try:
        opened = await _open(channel, request)
    except Refused as error:
        return _refusal(error)
    try:
        delivered = await channel.delivery.answer(opened.incoming, time.monotonic() - begun)
    except Exception as error:  # the last net: no words of a resident may reach the log
        logger.error("WeChat: delivery failed: %s", type(error).__name__)
        delivered = Delivered(channel.answers.safe())
    return await _respond(channel, request, opened, delivered)


async def _open(channel: Channel, request: web.Request) -> Opened:
    """Check the address before the body is read, then open the body.

    Raises:
        Refused: whatever was wrong with either.
    """
    query = _query(request)
    channel.door.knock(query, channel.now(query))
    try:
        body = await asyncio.wait_for(request.read(), BODY_SECONDS)
    except Exception as error:  # too long, too slow, broken off, wrongly compressed
        raise Refused(f"body: {type(error).__name__}") from error
    return channel.door.open(query, body, channel.now(query))


async def _respond(channel: Channel, request: web.Request, opened: Opened, delivered: Delivered) -> web.StreamResponse:
    if not delivered.reply:
        return web.Response(body=SUCCESS, content_type="text/plain")
    body = channel.door.reply(opened, delivered.reply, channel.clock())
    response = web.Response(body=body, content_type="application/xml", charset="utf-8")
    if delivered.rest:  # the first part must be out before the second is sent
        await response.prepare(request)
        await response.write_eof()
        channel.delivery.send_rest(opened.incoming, delivered.rest)
    return response


def _query(request: web.Request) -> dict[str, str]:
    if len(request.query) != len(set(request.query)):
        raise Refused("query: a name stands twice")
    return dict(request.query)


def _refusal(error: Refused) -> web.Response:
    logger.info("WeChat: refused: %s", error)
    return web.Response(status=403, text="forbidden")
