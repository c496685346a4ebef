"""A new model goes in while residents talk: nobody waits over two seconds, nobody gets an error.

Real edge, real Rasa, real actions, twenty messages a second; the model is put in
as a job does it, twice, there and back.
"""

from __future__ import annotations

import asyncio
import shutil
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.edge.words import SafeReply
from bot.nlu.exported import SIGNALS, read_export
from bot.publish.replicas import RasaReplicas, put_everywhere
from bot.settings import Settings
from tests.conftest import SERVICE_TOKEN, System

pytestmark = pytest.mark.alone

A_SECOND = 20
BEFORE, AFTER = 2.0, 2.0  # seconds of talk before the first swap and after the last
SLOWEST = 2.0
TEXTS = (
    "有人说我中奖了，要先交税",
    "对方冒充公安，让我把钱转到安全账户",
    "刷单先返了几十块，后面要垫三千",
    "今天天气怎么样",
    "我已经把五万转给他了",
    "96110是什么",
    "我妈非要去听养生课买保健品",
    "谢谢",
)


@dataclass
class Answer:
    """What one resident got."""

    seconds: float
    status: int
    blocks: list[dict[str, Any]]


async def say(session: aiohttp.ClientSession, url: str, number: int) -> Answer:
    body = {"id": uuid.uuid4().hex, "user": uuid.uuid4().hex, "channel": "test", "text": TEXTS[number % len(TEXTS)]}
    begun = time.monotonic()
    async with session.post(f"{url}/api/messages", json=body) as response:
        told = await response.json()
    return Answer(time.monotonic() - begun, response.status, told["blocks"])


async def talk(url: str, until: asyncio.Event) -> list[Answer]:
    """Send at a steady pace, whether or not earlier ones were answered: an open queue hides nothing."""
    headers = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(headers=headers, connector=connector) as session:
        begun = time.monotonic()
        sent: list[asyncio.Task[Answer]] = []
        while not until.is_set():
            sent.append(asyncio.create_task(say(session, url, len(sent))))
            await asyncio.sleep(max(0.0, begun + len(sent) / A_SECOND - time.monotonic()))
        return await asyncio.gather(*sent)


async def talk_for(url: str, seconds: float) -> list[Answer]:
    """Talk for a time in which nothing else happens."""
    over = asyncio.Event()
    talking = asyncio.create_task(talk(url, over))
    await asyncio.sleep(seconds)
    over.set()
    return await talking


async def test_twenty_a_second_while_the_model_changes(system: System, tmp_path: Path) -> None:
    model = Settings(
        **({"model_dir": system.environment["MODEL_DIR"]} if "MODEL_DIR" in system.environment else {})
    ).model
    name = str(read_export(str(Settings().export / SIGNALS))["digest"])[:12]
    files = [Path(shutil.copy(model, tmp_path / f"{which}.tar.gz")) for which in ("one", "two")]
    replicas, lines = RasaReplicas([system.rasa_url]), list[str]()
    calm = await talk_for(system.url, BEFORE)
    slowest = max(answer.seconds for answer in calm)
    assert slowest <= SLOWEST, f"{slowest:.1f} s without any swap: this machine is too busy to tell anything"
    over = asyncio.Event()
    talking = asyncio.create_task(talk(system.url, over))
    await asyncio.sleep(BEFORE)
    for new, old in (files, files[::-1]):
        await asyncio.to_thread(put_everywhere, replicas, new, name, old, SLOWEST, lines.append)
    await asyncio.sleep(AFTER)
    over.set()
    answers = await talking
    safe = SafeReply().blocks(False)
    times = sorted(answer.seconds for answer in answers)
    told = f"{len(times)} answers, median {times[len(times) // 2]:.3f} s, slowest {times[-1]:.3f} s"
    print(told)
    assert len(lines) == 2
    assert len(answers) >= (BEFORE + AFTER) * A_SECOND * 0.8
    assert {answer.status for answer in answers} == {200}
    assert not [answer for answer in answers if not answer.blocks or answer.blocks == safe]
    assert times[-1] <= SLOWEST, told
