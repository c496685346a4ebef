"""The edge over HTTP: asked twice, never led elsewhere, never believed when it answers nonsense."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.phone.events import Answer, Answered, Exchange, HangUp, Recorded
from telephone.core import edge as module
from telephone.core.edge import EdgeAway, HttpEdge, Refused

FIRST = Exchange(1, "", Answered())
GOOD = {"state": "s", "commands": [{"type": "hangup"}]}
Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]
Make = Callable[[Answering], Awaitable[HttpEdge]]


@pytest.fixture
async def make(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Make]:
    """Return an edge whose every path answers so."""
    monkeypatch.setattr(module, "AGAIN_AFTER", 0.0)
    monkeypatch.setattr(module, "SECONDS", 0.2)
    servers, session = [], aiohttp.ClientSession()

    async def one(answering: Answering) -> HttpEdge:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answering)
        servers.append(TestServer(app))
        await servers[-1].start_server()
        return HttpEdge(session, str(servers[-1].make_url("/")), "token")

    yield one
    await session.close()
    for server in servers:
        await server.close()


class Answers:
    """Answers one after the other, and counts."""

    def __init__(self, *bodies: object) -> None:
        """Keep them; a number is a status."""
        self.bodies = list(bodies)
        self.asked = 0

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """Answer."""
        self.asked += 1
        body = self.bodies.pop(0)
        return web.Response(status=body, text="why") if isinstance(body, int) else web.json_response(body)


@pytest.mark.parametrize("first", [500, 503, 404, {"commands": "?"}, {"commands": [{"type": "explode"}]}, []])
async def test_what_fails_once_is_asked_once_more(make: Make, first: object) -> None:
    answers = Answers(first, GOOD)
    assert await (await make(answers)).tell("c" * 20, FIRST) == Answer("s", (HangUp(),))
    assert answers.asked == 2


async def test_what_fails_twice_is_away(make: Make) -> None:
    with pytest.raises(EdgeAway):
        await (await make(Answers(500, 500))).tell("c" * 20, FIRST)


@pytest.mark.parametrize("status", [400, 401])
async def test_when_we_are_wrong_asking_again_does_not_help(make: Make, status: int) -> None:
    answers = Answers(status)
    with pytest.raises(Refused, match="why"):
        await (await make(answers)).tell("c" * 20, FIRST)
    assert answers.asked == 1


async def test_an_edge_that_does_not_answer_in_time_is_away(make: Make) -> None:
    async def never(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await asyncio.sleep(30)  # cancelled when they hang up
        return response

    with pytest.raises(EdgeAway):
        await (await make(never)).tell("c" * 20, FIRST)


async def test_a_recording_is_sent_beside_its_event(make: Make) -> None:
    seen: list[tuple[str, bytes]] = []

    async def take(request: web.Request) -> web.StreamResponse:
        parts = await request.multipart()
        while isinstance(part := await parts.next(), aiohttp.BodyPartReader):
            seen.append((str(part.name), bytes(await part.read())))
        return web.json_response(GOOD)

    await (await make(take)).tell("c" * 20, Exchange(2, "s", Recorded(1.5)), b"RIFF")
    assert [name for name, _ in seen] == ["event", "sound"]
    assert seen[1][1] == b"RIFF"


@pytest.mark.parametrize("url", ["http://evil.example/a.wav", "//evil.example/a.wav", "file:///etc/passwd", "a.wav"])
async def test_a_sound_is_fetched_from_the_edge_alone(make: Make, url: str) -> None:
    """Attack: whoever can put an address into an answer has us carry the service token elsewhere."""
    answers = Answers()
    with pytest.raises(EdgeAway):
        await (await make(answers)).fetch(url)
    assert answers.asked == 0


async def test_the_edge_leads_us_nowhere_else(make: Make) -> None:
    """Attack: a redirection takes the token along."""

    async def away(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("http://127.0.0.1:9/elsewhere")

    with pytest.raises(EdgeAway):
        await (await make(away)).fetch("/api/phone/sounds/a.wav")


async def test_a_sound_has_its_limit(make: Make) -> None:
    async def huge(request: web.Request) -> web.StreamResponse:
        return web.Response(body=bytes(3 * 1024 * 1024))

    with pytest.raises(EdgeAway, match="more than"):
        await (await make(huge)).fetch("/api/phone/sounds/a.wav")
