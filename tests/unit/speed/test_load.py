"""The load generator against a small edge: what counts as an answer, who talks, and for how long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bench.door import EDGE, REST, Door, Resident
from bench.load import Generator
from bench.plan import SAFE, Plan

SAFE_WORDS = "我这边一时答不上来"


class Edge:
    """Answers like the edge, and remembers who said what."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.begun: list[float] = []

    async def post(self, request: web.Request) -> web.Response:
        """Answer one message."""
        self.begun.append(asyncio.get_running_loop().time())
        body = await request.json()
        who = request.cookies.get("person", "")
        self.said.append((who, body["text"]))
        if body["text"] == "broken":
            return web.json_response({"error": "x"}, status=500)
        words = SAFE_WORDS if body["text"] == "late" else "先别转"
        reply = {"id": body["id"], "blocks": [{"type": "text", "text": words}]}
        response = web.json_response(reply, dumps=lambda data: json.dumps(data, ensure_ascii=False))
        if not who:
            response.set_cookie("person", f"p{len(self.said)}")
        return response


@pytest.fixture
async def edge() -> AsyncIterator[tuple[Edge, Generator]]:
    known, app = Edge(), web.Application()
    app.router.add_post("/api/messages", known.post)
    server = TestServer(app)
    await server.start_server()
    yield known, Generator(Door(EDGE, server.port or 0, SAFE_WORDS))
    await server.close()


async def test_texts_are_said_in_order_and_all_answers_counted(edge: tuple[Edge, Generator]) -> None:
    known, generator = edge
    outcome = await generator.run(Plan(("a", "b", "c"), start=1, lines=1, count=5, crowd=2))
    assert [text for _, text in known.said] == ["b", "c", "a", "b", "c"]
    assert (len(outcome.latencies), outcome.failures) == (5, {})
    assert outcome.throughput > 0


async def test_a_resident_keeps_the_cookie_until_enough_was_said(edge: tuple[Edge, Generator]) -> None:
    known, generator = edge
    await generator.run(Plan(("a",), lines=1, count=3, crowd=1, each=2))
    assert [who for who, _ in known.said] == ["", "p1", ""]
    await generator.run(Plan(("a",), lines=1, count=1, crowd=1, each=2))  # goes on with who was there
    assert known.said[-1][0] == "p3"


async def test_errors_and_the_safe_reply_are_failures(edge: tuple[Edge, Generator]) -> None:
    _, generator = edge
    outcome = await generator.run(Plan(("a", "broken", "late"), lines=1, count=3, crowd=1))
    assert outcome.failures == {"status 500": 1, SAFE: 1}
    assert (len(outcome.latencies), outcome.failed) == (1, 2)


async def test_nobody_listening_is_a_failure_not_an_end() -> None:
    outcome = await Generator(Door(EDGE, 1)).run(Plan(("a",), lines=1, count=2, crowd=1))
    assert outcome.failed == 2


async def test_an_open_loop_writes_at_its_rate_whoever_answers(edge: tuple[Edge, Generator]) -> None:
    known, generator = edge
    outcome = await generator.run(Plan(("a",), lines=8, seconds=0.5, rate=100, crowd=20, seed=3))
    assert 20 <= len(outcome.latencies) <= 90
    assert outcome.failed == 0
    first = list(known.begun)
    known.begun.clear()
    await generator.run(Plan(("a",), lines=8, seconds=0.5, rate=100, crowd=20, seed=3))
    assert len(known.begun) == len(first)  # the same seed, the same moments


@pytest.mark.parametrize(
    ("kind", "status", "body", "reason"),
    [
        (REST, 200, '[{"recipient_id":"a","text":"先别转"}]', ""),
        (REST, 200, "[]", "empty"),
        (EDGE, 200, '{"id": "a", "blocks": [{"type": "text"}]}', ""),
        (EDGE, 200, '{"id": "a", "blocks": []}', "empty"),
        (EDGE, 503, "", "status 503"),
    ],
)
def test_a_right_answer_is_told_from_a_wrong_one(kind: str, status: int, body: str, reason: str) -> None:
    assert Door(kind, 1).wrong(status, body.encode()) == reason


def test_the_length_of_a_request_is_in_bytes() -> None:
    head, _, body = Door(REST, 1).request(Resident("r"), "转钱").partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert json.loads(body) == {"sender": "r", "message": "转钱"}
