# Attack: pictures made to kill a decoder, fill memory, hang, or get at files; a worker that dies in the middle.
"""Whatever is sent as a picture, the edge lives, answers kindly, and reads the next one."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer

from bot.edge.media.process import WorkerProcess, worker_of
from bot.edge.media.reader import QueuedReader
from bot.media.saw import FAILED
from tests.hardening.hostile_pictures import HOSTILE, noise
from tests.picture_door import HAS_MEDIA, MEDIA_PYTHON, SCREENSHOTS, WITHOUT_MEDIA, form, make_door, real_words, said

pytestmark = [
    pytest.mark.skipif(not HAS_MEDIA, reason=WITHOUT_MEDIA),
    pytest.mark.asyncio(loop_scope="module"),  # one worker for all: it takes seconds to start
]
GOOD = "wechat_family.png"
KIND = {200, 413, 415}
Client = TestClient[Any, Any]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def worker() -> AsyncIterator[WorkerProcess]:
    """Return the real worker."""
    made = worker_of(MEDIA_PYTHON)
    yield made
    await made.stop()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def client(worker: WorkerProcess, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    """Return a client of a door with the real worker behind it."""
    app = make_door(QueuedReader(worker), real_words(tmp_path_factory.mktemp("words")))
    async with TestClient(TestServer(app)) as running:
        yield running


async def _is_answered(client: Client, picture: bytes) -> int:
    response = await client.post("/api/pictures", data=form(picture))
    words = said(await response.json())
    assert response.status in KIND
    assert words
    assert "passwd" not in words
    assert "Traceback" not in words
    if response.status != 200:
        assert "110" in words
        assert "96110" in words
    return response.status


async def _reads_on(client: Client) -> None:
    response = await client.post("/api/pictures", data=form((SCREENSHOTS / GOOD).read_bytes()))
    assert "买点菜就行" in said(await response.json())


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_picture_is_answered_kindly(name: str, client: Client, worker: WorkerProcess) -> None:
    await worker.ask(b"x")
    first = worker.pid
    await _is_answered(client, HOSTILE[name]())
    await _reads_on(client)
    assert worker.pid == first  # refused, not died of
    assert first


async def test_two_hundred_random_pictures_are_answered(client: Client, worker: WorkerProcess) -> None:
    await _reads_on(client)
    first = worker.pid
    for picture in noise(200):
        await _is_answered(client, picture)
    await _reads_on(client)
    assert worker.pid == first


async def test_a_worker_killed_in_the_middle_costs_one_picture(client: Client, worker: WorkerProcess) -> None:
    await _reads_on(client)
    killed = worker.pid
    data = (SCREENSHOTS / "wechat_invest_long.png").read_bytes()
    reading = asyncio.create_task(worker.ask(data))
    await asyncio.sleep(0)  # the picture is on its way
    os.kill(killed, signal.SIGKILL)
    assert (await reading).problem == FAILED
    await _reads_on(client)
    assert worker.pid != killed


async def test_the_worker_ends_when_the_edge_is_gone(worker: WorkerProcess) -> None:
    await worker.ask(b"x")
    process = worker._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 20) == 0


def _process_file(worker: WorkerProcess, name: str) -> str:
    return Path(f"/proc/{worker.pid}/{name}").read_text(encoding="ascii")


async def test_the_worker_has_a_ceiling_and_may_write_no_file(worker: WorkerProcess) -> None:
    await worker.ask(b"x")
    limits = _process_file(worker, "limits")
    told = {line[:25].strip(): line[26:].split()[0] for line in limits.splitlines()}
    assert told["Max address space"] == str(2 * 1024**3)
    assert told["Max file size"] == "0"
    assert told["Max core file size"] == "0"
    environment = _process_file(worker, "environ")
    assert {pair.split("=")[0] for pair in environment.split("\0") if pair} == {"PATH", "LANG", "OMP_NUM_THREADS"}
