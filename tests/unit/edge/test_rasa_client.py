"""Rasa's replicas as the edge sees them: real HTTP, answers made up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.edge.rasa_client import RasaClient, RasaFailed
from bot.edge.readiness import missing
from tests.conftest import free_port

PAYLOAD = {"blocks": [{"type": "text", "text": "先别转。"}]}


@dataclass
class Replica:
    """One Rasa.

    Attributes:
        answer: what it answers every turn with.
        status: the HTTP status of it.
        asked: how many turns came.
    """

    answer: Any = field(default_factory=lambda: [{"custom": PAYLOAD}])
    status: int = 200
    asked: int = 0

    async def turn(self, request: web.Request) -> web.Response:
        """Answer a turn."""
        self.asked += 1
        return web.json_response(self.answer, status=self.status)

    async def well(self, request: web.Request) -> web.Response:
        """Be up."""
        return web.json_response({"status": "ok"})


@pytest.fixture
async def replicas() -> AsyncIterator[tuple[list[Replica], RasaClient]]:
    """Return two replicas, and a client that knows both and one that is gone."""
    made = [Replica(), Replica()]
    async with AsyncExitStack() as stack:
        bases = []
        for replica in made:
            app = web.Application()
            app.router.add_post("/webhooks/turn/webhook", replica.turn)
            app.router.add_get("/webhooks/turn/", replica.well)
            app.router.add_get("/health", replica.well)
            server = await stack.enter_async_context(TestServer(app, host="127.0.0.1"))
            bases.append(f"http://127.0.0.1:{server.port}")
        session = await stack.enter_async_context(aiohttp.ClientSession())
        gone = f"http://127.0.0.1:{free_port()}"
        yield made, RasaClient(session, [gone, *bases], bases[0])


async def test_turns_go_round_and_pass_by_who_is_gone(replicas: tuple[list[Replica], RasaClient]) -> None:
    made, client = replicas
    for _ in range(6):
        assert await client.turn("有人让我转钱", {}) == PAYLOAD
    assert sorted(replica.asked for replica in made) == [3, 3]


@pytest.mark.parametrize(("answer", "status"), [([], 200), ([{"text": "?"}], 200), ({"error": "x"}, 500)])
async def test_an_empty_answer_is_a_failure(
    answer: Any, status: int, replicas: tuple[list[Replica], RasaClient]
) -> None:
    made, client = replicas
    for replica in made:
        replica.answer, replica.status = answer, status
    with pytest.raises(RasaFailed):
        await client.turn("有人让我转钱", {})


async def test_nobody_there() -> None:
    async with aiohttp.ClientSession() as session:
        client = RasaClient(session, [f"http://127.0.0.1:{free_port()}"], f"http://127.0.0.1:{free_port()}")
        with pytest.raises(RasaFailed, match="ClientConnectorError"):
            await client.turn("有人让我转钱", {})
        assert missing(await client.states()) == ["rasa", "actions"]


async def test_one_replica_is_enough(replicas: tuple[list[Replica], RasaClient]) -> None:
    assert missing(await replicas[1].states()) == []
