"""Rasa's replicas as the edge sees them: real HTTP, answers made up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.edge.rasa_client import HANGING_SECONDS, RasaClient, RasaFailed
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
        dies: breaks the connection off instead of answering.
        gate: while it is closed no turn is answered.
        arrived: released by each turn.
    """

    answer: Any = field(default_factory=lambda: [{"custom": PAYLOAD}])
    status: int = 200
    asked: int = 0
    dies: bool = False
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    def __post_init__(self) -> None:
        """Answer."""
        self.gate.set()

    async def turn(self, request: web.Request) -> web.Response:
        """Answer a turn."""
        self.asked += 1
        self.arrived.release()
        if self.dies:
            assert request.transport is not None
            request.transport.abort()
        await self.gate.wait()
        return web.json_response(self.answer, status=self.status)

    async def well(self, request: web.Request) -> web.Response:
        """Be up."""
        return web.json_response({"status": "ok"})


@pytest.fixture
def clock() -> list[float]:
    """Return the time, in one place."""
    return [1000.0]


@pytest.fixture
async def replicas(clock: list[float]) -> AsyncIterator[tuple[list[Replica], RasaClient]]:
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
        yield made, RasaClient(session, [gone, *bases], bases[0], lambda: clock[0])


async def test_turns_go_round_and_pass_by_who_is_gone(replicas: tuple[list[Replica], RasaClient]) -> None:
    made, client = replicas
    for _ in range(6):
        assert await client.turn("有人让我转钱", {}) == PAYLOAD
    assert sorted(replica.asked for replica in made) == [3, 3]


async def test_who_dies_over_a_turn_is_followed_by_another(replicas: tuple[list[Replica], RasaClient]) -> None:
    made, client = replicas
    made[0].dies = True
    for _ in range(6):
        assert await client.turn("有人让我转钱", {}) == PAYLOAD
    assert made[0].asked > 0


async def test_what_kills_two_is_given_to_no_third(replicas: tuple[list[Replica], RasaClient]) -> None:
    made, client = replicas
    for replica in made:
        replica.dies = True
    with pytest.raises(RasaFailed):
        await client.turn("有人让我转钱", {})
    assert [replica.asked for replica in made] == [1, 1]


async def test_who_hangs_is_passed_by(replicas: tuple[list[Replica], RasaClient], clock: list[float]) -> None:
    made, client = replicas
    for replica in made:
        replica.gate.clear()
    hanging = [asyncio.create_task(client.turn("有人让我转钱", {})) for _ in range(2)]
    for replica in made:
        await replica.arrived.acquire()
    made[1].gate.set()
    await asyncio.wait(hanging, return_when=asyncio.FIRST_COMPLETED)
    clock[0] += HANGING_SECONDS + 0.1
    assert await asyncio.gather(*(client.turn("有人让我转钱", {}) for _ in range(6))) == [PAYLOAD] * 6
    assert made[0].asked == 1
    made[0].gate.set()
    await asyncio.gather(*hanging)


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
