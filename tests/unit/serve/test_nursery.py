"""Workers are forked, replaced when they die or hang, and ended with the process that forked them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.waiting import alive, wait_for

# each worker writes "number pid" and waits; the file `hung` holds the number of the one that hangs
NURSERY = """
import os, signal, sys, time
from pathlib import Path
from bot.serve import nursery
from bot.serve.nursery import Nursery

nursery.LOOK_SECONDS = 0.1
folder = Path(sys.argv[1])

def work(number):
    with (folder / "workers").open("a") as file:
        file.write(f"{number} {os.getpid()} {(folder / 'ready').exists()}\\n")
    if (folder / "dying").exists():
        raise RuntimeError("cannot work")
    if (folder / "deaf").exists():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.pause()

def hung(number):
    path = folder / "hung"
    return path.exists() and path.read_text() == str(number) and not path.unlink()

def ready():
    (folder / "ready").touch()
    return True

def stale():
    path = folder / "new"
    return path.exists() and not path.unlink()

nursery.STOP_SECONDS = 1.0
sys.exit(Nursery(2, work, ready, hung, stale).run())
"""
Workers = Callable[[], list[tuple[int, int]]]


@contextmanager
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], Workers]]:
    """Start a nursery; yield it, and what returns (number, process id) of every worker so far."""
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", NURSERY, str(folder)], cwd=ROOT, stderr=errors, start_new_session=True
        )

    def workers() -> list[tuple[int, int]]:
        path = folder / "workers"
        lines = path.read_text().splitlines() if path.exists() else []
        assert all(line.endswith("True") for line in lines), "forked before everything was ready"
        return [(int(line.split()[0]), int(line.split()[1])) for line in lines]

    try:
        yield process, workers
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    with running(tmp_path) as (_, workers):
        wait_for(lambda: len(workers()) == 2)
        number, pid = workers()[0]
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: len(workers()) == 3)
        assert workers()[2][0] == number
        assert alive(workers()[1][1])


def test_a_worker_that_hangs_is_replaced(tmp_path: Path) -> None:
    with running(tmp_path) as (_, workers):
        wait_for(lambda: len(workers()) == 2)
        (tmp_path / "hung").write_text("1")
        wait_for(lambda: len(workers()) == 3)
        assert workers()[2][0] == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_its_workers(how: int, tmp_path: Path) -> None:
    with running(tmp_path) as (process, workers):
        wait_for(lambda: len(workers()) == 2)
        process.send_signal(how)
        assert process.wait(20) == 0
        assert not any(alive(pid) for _, pid in workers())


def test_a_worker_that_does_not_listen_is_ended_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "deaf").touch()
    with running(tmp_path) as (process, workers):
        wait_for(lambda: len(workers()) == 2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert not any(alive(pid) for _, pid in workers())


def test_workers_that_cannot_work_end_the_whole(tmp_path: Path) -> None:
    (tmp_path / "dying").touch()
    with running(tmp_path) as (process, workers):
        assert process.wait(60) == 1
        assert 5 <= len(workers()) <= 8
        assert "cannot work" in (tmp_path / "errors").read_text()


def test_workers_are_forked_anew_one_by_one_when_there_is_something_new(tmp_path: Path) -> None:
    with running(tmp_path) as (process, workers):
        wait_for(lambda: len(workers()) == 2)
        (tmp_path / "new").touch()
        wait_for(lambda: len(workers()) == 4)
        assert [number for number, _ in sorted(workers()[2:])] == [0, 1]
        assert not any(alive(pid) for _, pid in workers()[:2])
        assert all(alive(pid) for _, pid in workers()[2:])
        assert "ended" not in (tmp_path / "errors").read_text()
        assert process.poll() is None
