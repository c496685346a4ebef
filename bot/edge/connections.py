"""Bounds on connections: who sends no whole request in time is cut off, and the longest silent go when too many come.

aiohttp waits for ever for the end of a request's head. A connection counts as waiting from its beginning, and again
from the end of each answer, until its next request has come whole up to the body.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Limits:
    """What one edge grants.

    Attributes:
        head_seconds: from the beginning, or the last answer, to the end of the next request's head.
        body_seconds: for the body of a message; uploads have a minute of their own.
        whole_seconds: for one request with its answer, whatever the reader's pace.
        connections: at once.
        look_seconds: how often they are looked at.
    """

    head_seconds: float = 30.0
    body_seconds: float = 15.0
    whole_seconds: float = 180.0
    connections: int = 4000
    look_seconds: float = 0.5


class Connection(Protocol):
    """What is asked of a connection of aiohttp."""

    transport: asyncio.Transport | None


@dataclass
class Connections:
    """Knows since when each connection waits, or is being served."""

    limits: Limits = Limits()
    _waiting: dict[Connection, float] = field(default_factory=dict)
    _served: dict[Connection, float] = field(default_factory=dict)

    def begin(self, connection: Connection, now: float) -> None:
        """Note that a request has come."""
        self._waiting.pop(connection, None)
        self._served[connection] = now

    def end(self, connection: Connection, now: float) -> None:
        """Note that it was answered."""
        if self._served.pop(connection, None) is not None:
            self._waiting[connection] = now

    def overdue(self, present: Iterable[Connection], now: float) -> list[Connection]:
        """Return which are to be cut off: the late ones, and of too many those that wait longest.

        Args:
            present: every open connection; the others are forgotten.
            now: of a clock that never jumps.
        """
        there = list(present)
        self._served = {one: self._served[one] for one in there if one in self._served}
        self._waiting = {one: self._waiting.get(one, now) for one in there if one not in self._served}
        late = [one for one, since in self._served.items() if now - since > self.limits.whole_seconds]
        late += [one for one, since in self._waiting.items() if now - since > self.limits.head_seconds]
        gone = set(late)
        more = len(there) - len(gone) - self.limits.connections
        rest = sorted((one for one in self._waiting if one not in gone), key=lambda one: self._waiting[one])
        return late + rest[: max(0, more)]


@web.middleware
async def timely(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Count the connection as served until its answer is written, and give the body its time."""
    connections = request.app[CONNECTIONS]
    clock, protocol = asyncio.get_running_loop().time, request.protocol
    connections.begin(protocol, clock())
    task = asyncio.current_task()
    if task is not None:  # it ends when the answer is written
        task.add_done_callback(lambda _: connections.end(protocol, clock()))
    # a few bytes could become many; no client of ours compresses. WeChat's door refuses by itself, as WeChat expects
    if "Content-Encoding" in request.headers and request.path.startswith("/api/"):
        raise web.HTTPUnsupportedMediaType(text="body: send it uncompressed, without Content-Encoding")
    if _is_read_here(request):
        await _read(request, connections.limits.body_seconds)
    return await handler(request)


async def _read(request: web.Request, seconds: float) -> None:
    """Read the body; aiohttp keeps it for the handler."""
    try:
        await asyncio.wait_for(request.read(), seconds)
    except asyncio.TimeoutError:
        raise web.HTTPRequestTimeout(text="body: did not arrive in time", headers={"Connection": "close"}) from None
    except web.RequestPayloadError:
        raise web.HTTPBadRequest(text="body: is not what its headers say") from None


def _is_read_here(request: web.Request) -> bool:
    """Say whether a JSON body comes for somebody; uploads and WeChat's door have times of their own."""
    known = request.match_info.http_exception is None
    return known and request.can_read_body and request.content_type == "application/json"


CONNECTIONS = web.AppKey("connections", Connections)
