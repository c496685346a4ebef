"""The processes as `make run` starts them: what is killed comes back, Ctrl-C ends all."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.chaos.processes import started_with
from tests.conftest import ROOT, Person, System, make_environment, prepare_system, words

STORY = "冒充警察的说我洗钱，让我把钱转到安全账户"


def process_of(folder: Path, name: str) -> int:
    """Return the process id of `python -m bot <name>`, 0 while there is none."""
    return next((pid for pid, command in started_with(folder).items() if f"-m bot {name} " in f"{command} "), 0)


@pytest.fixture(scope="module")
def supervised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Start scripts/run.sh in a process group of its own, with nothing left to train."""
    own = prepare_system(make_environment(tmp_path_factory.mktemp("supervised")))
    with own.log.open("ab") as log:
        command = [str(ROOT / "scripts" / "run.sh")]
        process = subprocess.Popen(
            command, cwd=ROOT, env=own.environment, stdout=log, stderr=log, start_new_session=True
        )
    own.processes["supervisor"] = process
    try:
        own.wait_ready()
        yield own
    finally:
        for pid in started_with(own.log.parent):
            os.kill(pid, signal.SIGKILL)
        process.wait()


def answered(person: Person) -> dict[str, Any] | None:
    """Return an answer, or None while the edge itself is away."""
    try:
        return person.send(STORY)
    except requests.ConnectionError:
        return None


@pytest.mark.parametrize("name", ["actions", "rasa", "edge"])
def test_what_is_killed_comes_back(name: str, supervised: System) -> None:
    folder = supervised.log.parent
    supervised.wait_ready()
    before = process_of(folder, name)
    assert before
    os.kill(before, signal.SIGKILL)
    answers: list[dict[str, Any]] = []

    def one_answer() -> bool:
        answers.extend(filter(None, [answered(Person(supervised))]))
        return bool(answers)

    supervised.wait_for(one_answer, seconds=20)
    assert "110" in words(answers[0])  # safe or real
    supervised.wait_for(lambda: process_of(folder, name) not in (0, before))
    supervised.wait_ready()
    assert Person(supervised).send(STORY)["case"]["type"] == "authority_police"


def supervisor_of(folder: Path) -> int:
    """Return the process id of the supervisor, 0 while there is none."""
    return next((pid for pid, command in started_with(folder).items() if "supervisord -c" in command), 0)


def test_a_killed_supervisor_is_followed_by_another_that_has_every_process(supervised: System) -> None:
    supervised.wait_ready()
    folder = supervised.log.parent
    before = {name: process_of(folder, name) for name in ("actions", "rasa")}
    old = supervisor_of(folder)
    os.kill(old, signal.SIGKILL)
    supervised.wait_for(lambda: supervisor_of(folder) not in (0, old), seconds=30)
    assert "110" in words(Person(supervised).send(STORY))  # safe or real: the old edges serve on
    supervised.wait_for(lambda: all(process_of(folder, name) not in (0, pid) for name, pid in before.items()))
    supervised.wait_ready()
    assert Person(supervised).send(STORY)["case"]["type"] == "authority_police"


def test_ctrl_c_ends_every_process(supervised: System) -> None:
    supervised.wait_ready()
    folder = supervised.log.parent
    assert all(process_of(folder, name) for name in ("actions", "rasa", "edge"))
    os.killpg(supervised.processes["supervisor"].pid, signal.SIGINT)
    supervised.wait_for(lambda: supervised.processes["supervisor"].poll() is not None, seconds=40)
    supervised.wait_for(lambda: not started_with(folder), seconds=10)
