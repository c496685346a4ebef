"""The edge as the telephone sees it: three questions over HTTP, asked twice before it counts as away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

import aiohttp

from bot.phone.events import Answer, Exchange, Recorded
from bot.phone.wire import BadExchange, dump_event, load_answer

SECONDS = 6.0
RECORDED_SECONDS = 40.0  # it is being listened to
FETCH_SECONDS = 4.0
AGAIN_AFTER = 1.0
MOST_SOUND = 2 * 1024 * 1024
_AWAY = (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError)
_Got = TypeVar("_Got")


class EdgeAway(RuntimeError):
    """The edge did not answer, or not in a way that can be followed."""


class Refused(EdgeAway):
    """The edge says that we are wrong; asking again would not help."""


class Edge(Protocol):
    """Somebody who knows what is said next."""

    async def tell(self, call: str, exchange: Exchange, wav: bytes = b"") -> Answer:
        """Tell one event and return what to do.

        Raises:
            EdgeAway: no usable answer.
        """

    async def safe(self) -> Answer:
        """Return what is said when nobody answers.

        Raises:
            EdgeAway: no usable answer.
        """

    async def fetch(self, url: str) -> bytes:
        """Return the bytes of a sound.

        Raises:
            EdgeAway: it cannot be had.
        """


class HttpEdge:
    """The edge at an address."""

    def __init__(self, session: aiohttp.ClientSession, base: str, token: str) -> None:
        """Keep where it is and who we are."""
        self._session = session
        self._base = base.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}

    async def tell(self, call: str, exchange: Exchange, wav: bytes = b"") -> Answer:
        """Tell one event, once more after a second if need be, and return what to do."""
        seconds = RECORDED_SECONDS if isinstance(exchange.event, Recorded) else SECONDS

        async def once() -> Answer:
            body = _body(exchange, wav)
            return load_answer(await self._json("POST", f"/api/phone/{call}", seconds, **body))

        return await twice(once)

    async def safe(self) -> Answer:
        """Return what is said when nobody answers."""

        async def once() -> Answer:
            return load_answer(await self._json("GET", "/api/phone/safe", SECONDS))

        return await _as_away(once)

    async def fetch(self, url: str) -> bytes:
        """Return the bytes of a sound; only the edge itself is asked."""
        if not url.startswith("/") or url.startswith("//"):
            raise EdgeAway("a sound has an address that is not the edge's; fetched are only paths")

        async def once() -> bytes:
            timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
            asked = self._session.get(self._base + url, headers=self._headers, timeout=timeout, allow_redirects=False)
            async with asked as response:
                if response.status != 200:
                    raise ValueError(f"status {response.status}")
                return await _at_most(response, MOST_SOUND)

        return await _as_away(once)

    async def _json(self, method: str, path: str, seconds: float, **body: Any) -> Any:
        timeout = aiohttp.ClientTimeout(total=seconds)
        url = self._base + path
        async with self._session.request(
            method, url, headers=self._headers, timeout=timeout, allow_redirects=False, **body
        ) as response:
            if response.status in (400, 401):
                raise Refused(f"{method} {path.rpartition('/')[0]}: {response.status}, {(await response.text())[:200]}")
            if response.status != 200:
                raise ValueError(f"status {response.status}")
            return json.loads(await _at_most(response, MOST_SOUND))


async def twice(once: Callable[[], Awaitable[_Got]]) -> _Got:
    """Ask, and once more after a while when that fails; not when we are wrong ourselves.

    Raises:
        EdgeAway: both failed.
    """
    try:
        return await _as_away(once)
    except Refused:
        raise
    except EdgeAway:
        await asyncio.sleep(AGAIN_AFTER)
        return await _as_away(once)


async def _as_away(once: Callable[[], Awaitable[_Got]]) -> _Got:
    try:
        return await once()
    except BadExchange as error:
        raise EdgeAway(f"the edge answered what is not of the protocol: {error}") from error
    except _AWAY as error:
        raise EdgeAway(f"the edge does not answer: {type(error).__name__} {error}") from error


async def _at_most(response: aiohttp.ClientResponse, most: int) -> bytes:
    data = await response.content.read(most + 1)
    while len(data) <= most and (more := await response.content.read(most + 1 - len(data))):
        data += more
    if len(data) > most:
        raise ValueError(f"more than {most} bytes")
    return data


def _body(exchange: Exchange, wav: bytes) -> dict[str, Any]:
    if not isinstance(exchange.event, Recorded):
        return {"json": dump_event(exchange)}
    form = aiohttp.FormData()
    form.add_field("event", json.dumps(dump_event(exchange)), content_type="application/json")
    form.add_field("sound", wav, filename="sound.wav", content_type="audio/wav")
    return {"data": form}
