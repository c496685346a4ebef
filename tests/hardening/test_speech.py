# Attack: recordings made to kill a decoder, fill memory, hang, or get at files; a worker that dies in the middle.
"""Whatever is sent as speech, the worker lives or is replaced, and the next sentence is heard."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.edge.hearing.ears import SPEECH, WORK_SECONDS
from bot.edge.media.process import Worker, command_of
from bot.hearing.heard import UNCLEAR, Heard
from bot.media.saw import FAILED, UNUSABLE
from tests.hardening.hostile_sounds import HOSTILE, mutated
from tests.picture_door import HAS_MEDIA, MEDIA_PYTHON, WITHOUT_MEDIA
from tests.speech_door import SENTENCES

pytestmark = [
    pytest.mark.skipif(not HAS_MEDIA, reason=WITHOUT_MEDIA),
    pytest.mark.asyncio(loop_scope="module"),  # one worker for all: it takes seconds to start
]
FORMS = ("ogg", "webm", "m4a", "mp3", "amr", "wav")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def worker() -> AsyncIterator[Worker[Heard]]:
    """Return the real worker."""
    made = Worker(SPEECH, command_of(MEDIA_PYTHON, SPEECH.module), WORK_SECONDS)
    yield made
    await made.stop()


def _sentence(kind: str = "ogg", number: str = "08") -> bytes:
    return (SENTENCES / f"{number}.{kind}").read_bytes()


@pytest.mark.parametrize("kind", FORMS)
async def test_a_sentence_is_heard_in_every_form(kind: str, worker: Worker[Heard]) -> None:
    heard = await worker.ask(_sentence(kind))
    assert "已经转出去了" in heard.text
    assert heard.problem == ""
    assert 3.0 < heard.seconds < 4.0
    assert heard.confidence > 0.5


async def test_a_whole_sentence_is_heard(worker: Worker[Heard]) -> None:
    assert (await worker.ask(_sentence(number="09"))).text == "对方让我下载一个会议软件，打开屏幕共享。"


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_recording_is_refused_and_the_worker_lives(name: str, worker: Worker[Heard]) -> None:
    await worker.ask(b"x")
    first = worker.pid
    heard = await worker.ask(HOSTILE[name]())
    assert heard.problem in {UNUSABLE, UNCLEAR}
    assert heard.text == ""
    assert "passwd" not in heard.detail
    assert worker.pid == first  # refused, not died of


async def test_a_long_recording_is_heard_for_a_minute(worker: Worker[Heard]) -> None:
    heard = await worker.ask(HOSTILE["ten minutes of silence"]())
    assert heard.partial
    assert heard.seconds == 60.0


async def test_eighteen_damaged_recordings_are_answered(worker: Worker[Heard]) -> None:
    for sound in mutated(18):
        heard = await worker.ask(sound)
        assert heard.problem in {"", UNUSABLE, UNCLEAR, FAILED}
    assert "已经转出去了" in (await worker.ask(_sentence())).text


async def test_a_worker_killed_in_the_middle_costs_one_sentence(worker: Worker[Heard]) -> None:
    await worker.ask(b"x")
    killed = worker.pid
    hearing = asyncio.create_task(worker.ask(_sentence()))
    await asyncio.sleep(0)
    os.kill(killed, signal.SIGKILL)
    assert (await hearing).problem == FAILED
    assert "已经转出去了" in (await worker.ask(_sentence())).text
    assert worker.pid != killed


async def test_the_worker_has_a_ceiling_and_may_write_no_file(worker: Worker[Heard]) -> None:
    await worker.ask(b"x")
    process = Path(f"/proc/{worker.pid}")
    limits = process.joinpath("limits").read_text(encoding="ascii")
    told = {line[:25].strip(): line[26:].split()[0] for line in limits.splitlines()}
    assert told["Max address space"] == str(3 * 1024**3 // 2)
    assert told["Max file size"] == "0"
    assert told["Max core file size"] == "0"
    environment = process.joinpath("environ").read_text(encoding="ascii")
    assert {pair.split("=")[0] for pair in environment.split("\0") if pair} == {"PATH", "LANG", "OMP_NUM_THREADS"}
