"""An edge for telephone programs: the real protocol over real HTTP, and a call of a few lines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from aiohttp import web

from bot.edge.phone.body import read_exchange
from bot.phone.events import Answer, Answered, Command, Event, HangUp, HungUp, Key, Listen, Play, Recorded, Sound
from bot.phone.wire import dump_answer
from telephone.core.frames import write_wav

TOKEN = "token-for-tests"
Script = Callable[[Event], Sequence[Command]]


def sound(name: str) -> Sound:
    """Return a sentence by the name of its sound."""
    return Sound(f"say {name}", name, f"/api/phone/sounds/{name}.wav?v=1", True)


class FakeEdge:
    """Answers as a script says; remembers what it was told."""

    def __init__(self, sounds: dict[str, list[bytes]], script: Script, safe: Sequence[Command] = ()) -> None:
        """Keep what to say."""
        self.sounds = sounds
        self.script = script
        self.safe = tuple(safe) or (Play((sound("safe"),)), HangUp())
        self.events: list[Event] = []
        self.calls: dict[str, list[int]] = {}
        self.wavs: list[bytes] = []
        self.fetched: list[str] = []
        self.fails = 0  # so many exchanges are answered with 500
        self._told = asyncio.Condition()

    def app(self) -> web.Application:
        """Return it as an application."""
        app = web.Application(client_max_size=2 * 1024 * 1024)
        app.router.add_get("/api/phone/safe", self._safe)
        app.router.add_get("/api/phone/sounds/{name}.wav", self._sound)
        app.router.add_post("/api/phone/{call}", self._tell)
        return app

    async def until(self, event: Event, times: int = 1, seconds: float = 60.0) -> None:
        """Wait until an event was told so many times."""
        async with self._told:
            holds = self._told.wait_for(lambda: self.events.count(event) >= times)
            await asyncio.wait_for(holds, seconds)

    async def until_ready(self, seconds: float = 60.0) -> None:
        """Wait until the program has what it says without us: before that a caller would hear the busy tone."""
        async with self._told:
            await asyncio.wait_for(self._told.wait_for(lambda: "safe" in self.fetched), seconds)

    async def until_recorded(self, seconds: float = 60.0) -> Recorded:
        """Wait for a recording."""
        async with self._told:
            await asyncio.wait_for(self._told.wait_for(lambda: self.wavs), seconds)
        return next(event for event in self.events if isinstance(event, Recorded))

    async def _tell(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        if self.fails:
            self.fails -= 1
            raise web.HTTPInternalServerError
        exchange, wav = await read_exchange(request)
        numbers = self.calls.setdefault(request.match_info["call"], [])
        assert exchange.n == len(numbers) + 1, "events must be counted without a gap"
        assert exchange.state == (f"state {len(numbers)}" if numbers else "")
        numbers.append(exchange.n)
        async with self._told:
            self.events.append(exchange.event)
            self.wavs += [wav] if wav else []
            self._told.notify_all()
        return web.json_response(dump_answer(Answer(f"state {exchange.n}", tuple(self.script(exchange.event)))))

    async def _safe(self, request: web.Request) -> web.Response:
        return web.json_response(dump_answer(Answer("", self.safe)))

    async def _sound(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        async with self._told:
            self.fetched.append(request.match_info["name"])
            self._told.notify_all()
        return web.Response(body=write_wav(self.sounds[request.match_info["name"]]))


def menu(keys: dict[str, Sequence[Command]], otherwise: Sequence[Command]) -> Script:
    """Return a call that greets, and does something for each key."""

    def script(event: Event) -> Sequence[Command]:
        if isinstance(event, Key) and event.key in keys:
            return keys[event.key]
        if isinstance(event, HungUp):
            return ()
        return otherwise

    return script


def greeting(name: str = "greeting", seconds: float = 30.0) -> tuple[Command, ...]:
    """Return commands that say one sentence and wait for a key."""
    return Play((sound(name),)), Listen(seconds)


ANSWERED = Answered()
