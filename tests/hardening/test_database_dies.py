# Attack: the database is killed, or hangs with every connection open, while somebody is being pressed to pay.
# The resident must hear of 110 and 96110 before WeChat gives up; nothing said before may be lost.
"""An edge whose PostgreSQL dies, hangs and comes back; what Rasa says is made up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.chaos.databases import Postgres, programs
from bot.edge.app import make_app
from bot.settings import Settings
from db.migrate import migrate
from db.session import make_engine
from tests.conftest import SERVICE_TOKEN
from tests.hardening.conftest import SAFE_WITHIN, is_calm

CASE = {"type": "authority_police", "stage": "contact", "verdict": "alarm"}
PAYLOAD = {"blocks": [{"type": "text", "text": "先别转。"}], "case": CASE}
Edge = TestClient[web.Request, web.Application]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """Return a PostgreSQL that may be broken, with every table."""
    binaries = programs()
    if binaries is None:
        pytest.skip("no PostgreSQL programs on this machine: apt-get install postgresql")
    folder = tmp_path_factory.mktemp("cluster")
    above = [one for one in folder.parents if Path(gettempdir()) in one.parents]
    for parent in (folder, *above):
        parent.chmod(0o755)  # the user postgres has to reach it
    made = Postgres(folder / "pg", binaries)
    made.start()
    engine = make_engine(made.url)
    migrate(engine)
    engine.dispose()
    yield made
    made.stop()


@pytest.fixture
async def rasa() -> AsyncIterator[str]:
    """Return the address of a Rasa that always says the same."""

    async def turn(_: web.Request) -> web.Response:
        return web.json_response([{"custom": PAYLOAD}])

    app = web.Application()
    app.router.add_post("/webhooks/turn/webhook", turn)
    app.router.add_get("/webhooks/turn/", turn)
    async with TestServer(app, host="127.0.0.1") as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
async def edge(cluster: Postgres, rasa: str, tmp_path: Path) -> AsyncIterator[Edge]:
    """Return the real edge on that database."""
    settings = Settings(database_url=cluster.url, var_dir=str(tmp_path), rasa_urls=rasa, service_token=SERVICE_TOKEN)
    async with TestClient(TestServer(make_app(settings))) as client:
        yield client


async def say(edge: Edge, message_id: str) -> tuple[dict[str, Any], float]:
    """Say something; returns the answer and how long it took."""
    begun = time.monotonic()
    body = {"id": message_id, "user": "somebody", "text": "冒充警察的说我洗钱"}
    headers = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
    async with edge.post("/api/messages", json=body, headers=headers) as response:
        assert response.status == 200
        return await response.json(), time.monotonic() - begun


async def require_safe(edge: Edge, message_id: str) -> None:
    """Require the safe reply in time, and an edge that says what is missing."""
    answer, seconds = await say(edge, message_id)
    assert "case" not in answer
    assert is_calm(answer)
    assert seconds < SAFE_WITHIN
    async with edge.get("/readyz") as ready:
        assert ready.status == 503
        assert "database" in (await ready.json())["missing"]


async def until_real(edge: Edge, message_id: str) -> dict[str, Any]:
    """Ask until the answer is a real one; a claim from before is taken over within 20 s."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        answer, _ = await say(edge, message_id)
        if "case" in answer:
            return answer
        await asyncio.sleep(0.2)
    pytest.fail("no real answer after the database came back")


async def test_gone_and_back(cluster: Postgres, edge: Edge) -> None:
    before, _ = await say(edge, "before")
    assert before["case"]["type"] == "authority_police"
    await asyncio.to_thread(cluster.stop)
    try:
        for number in range(3):
            await require_safe(edge, f"gone-{number}")
    finally:
        await asyncio.to_thread(cluster.start)
    assert await until_real(edge, "gone-0") != {}
    assert (await say(edge, "before"))[0] == before


async def test_hung_and_back(cluster: Postgres, edge: Edge) -> None:
    before, _ = await say(edge, "before-hung")
    cluster.freeze(True)
    try:
        answers = await asyncio.gather(*(say(edge, f"hung-{number}") for number in range(12)))
        await require_safe(edge, "hung-last")
    finally:
        cluster.freeze(False)
    assert [answer for answer, seconds in answers if not is_calm(answer) or seconds >= SAFE_WITHIN] == []
    assert "case" in await until_real(edge, "hung-0")
    assert (await say(edge, "before-hung"))[0] == before
