"""Attack: pictures that kill, hang or confuse the worker; the edge must live and the next picture be read."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys

import pytest

from bot.edge.media import process as process_module
from bot.edge.media.process import PICTURES, Worker, WorkerProcess
from bot.media.saw import FAILED, MISSING, UNUSABLE, ReadImage

GOOD = json.dumps(ReadImage(width=7).dump())
READY = json.dumps(ReadImage().dump())
# a worker in miniature: says it is ready, then does what the picture tells it
WORKER = f"""
import sys, struct, os, json
print({READY!r}, flush=True)
while True:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4: break
    data = sys.stdin.buffer.read(struct.unpack('>I', head)[0])
    if data == b'die': os._exit(9)
    if data == b'hang': sys.stdin.buffer.read()
    if data == b'half': sys.stdout.write('{{"width": '); sys.stdout.flush(); os._exit(0)
    if data == b'noise': print('Traceback (most recent call last)', flush=True); continue
    if data == b'secrets':
        print(json.dumps({{**json.loads({GOOD!r}), 'detail': ' '.join(sorted(os.environ))}}), flush=True); continue
    print({GOOD!r}, flush=True)
"""


def _worker(script: str = WORKER, seconds: float = 20.0) -> WorkerProcess:
    return WorkerProcess((sys.executable, "-c", script), seconds)


async def test_it_starts_with_the_first_picture_and_stays() -> None:
    worker = _worker()
    assert worker.pid == 0
    assert await worker.ask(b"picture") == ReadImage(width=7)
    first = worker.pid
    await worker.ask(b"x" * 3_000_000)
    assert worker.pid == first
    await worker.stop()
    assert worker.pid == 0


@pytest.mark.parametrize("picture", [b"die", b"half", b"noise"])
async def test_after_a_bad_end_the_next_picture_is_read(picture: bytes, caplog: pytest.LogCaptureFixture) -> None:
    worker = _worker()
    assert (await worker.ask(picture)).problem == FAILED
    assert "its worker is replaced" in caplog.text
    assert (await worker.ask(b"picture")).width == 7
    await worker.stop()


async def test_a_picture_that_takes_too_long_is_given_up() -> None:
    worker = _worker(seconds=0.2)
    assert (await worker.ask(b"hang")).problem == FAILED
    assert worker.pid == 0


async def test_a_worker_killed_between_two_pictures_is_started_again() -> None:
    worker = _worker()
    await worker.ask(b"picture")
    killed = worker.pid
    os.kill(killed, signal.SIGKILL)
    answers = [await worker.ask(b"picture") for _ in range(2)]  # the death may be noticed at the first
    assert answers[1].width == 7
    assert worker.pid != killed
    await worker.stop()


async def test_without_the_environment_it_says_what_to_run(caplog: pytest.LogCaptureFixture) -> None:
    worker = WorkerProcess(("/nowhere/python", "-m", "bot.media.worker"))
    assert (await worker.ask(b"picture")).problem == MISSING
    assert "make media" in caplog.text


async def test_with_half_an_environment_it_says_what_to_run(caplog: pytest.LogCaptureFixture) -> None:
    half = json.dumps(ReadImage(problem=MISSING, detail="No module named 'rapidocr'; run `make media`").dump())
    worker = _worker(f"print({half!r}, flush=True); input()")
    assert (await worker.ask(b"picture")).problem == MISSING
    assert "run `make media`" in caplog.text
    assert worker.pid == 0


async def test_one_that_never_gets_ready_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_module, "START_SECONDS", 0.2)
    worker = _worker("import sys; sys.stdin.read()")
    assert (await worker.ask(b"picture")).problem == FAILED
    assert worker.pid == 0


async def test_the_worker_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "s")
    monkeypatch.setenv("SERVICE_TOKEN", "s")
    worker = _worker()
    known = set((await worker.ask(b"secrets")).detail.split())
    assert known <= {"PATH", "LANG", "OMP_NUM_THREADS", "LC_CTYPE"}
    assert known
    await worker.stop()


async def test_a_picture_not_read_is_told_in_the_log_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    refused = json.dumps(ReadImage(problem=UNUSABLE, detail="more than 40 megapixels").dump())
    worker = _worker(f"print({READY!r}, flush=True)\ninput()\nprint({refused!r}, flush=True)")
    await worker.ask(b"\n")
    assert "more than 40 megapixels" in caplog.text
    await worker.stop()


async def test_one_that_has_nothing_to_do_is_ended_and_started_again() -> None:
    worker = Worker(PICTURES, (sys.executable, "-c", WORKER), idle_seconds=0.05)
    assert (await worker.ask(b"picture")).width == 7
    process = worker._process
    assert process is not None
    await asyncio.wait_for(process.wait(), 20)
    assert worker.pid == 0
    assert (await worker.ask(b"picture")).width == 7
    assert worker.pid != process.pid
    await worker.stop()
