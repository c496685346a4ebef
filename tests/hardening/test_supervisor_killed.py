# Attack: kill the supervisor outright. Whoever read the logs is gone: every line breaks a pipe.
# Residents must not notice, and what happens meanwhile must not stay untold.
"""Processes whose output nobody reads any more serve on, and write where the operator finds it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from bot.serve.orphan import LOG
from tests.conftest import ROOT, Person, System, make_environment, prepare_system
from tests.hardening.conftest import require_real
from tests.hardening.raw import send

NAMES = {"actions", "rasa", "edge", "console"}
STORY = "冒充警察的说我洗钱，让我把钱转到安全账户"
# starts a process as supervisor does, and reads the one pipe for both of its outputs until it is killed
KEEPER = """
import subprocess, sys
command = [sys.executable, "-m", "bot", sys.argv[1]]
for _ in subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout: pass
"""


def _console(system: System) -> str:
    return f"http://127.0.0.1:{system.environment['CONSOLE_PORT']}/login"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[System]:
    """The whole assistant, each process under a keeper of its own."""
    system = prepare_system(make_environment(tmp_path, SUPERVISOR_ENABLED="1"))
    for name in sorted(NAMES):
        system.processes[name] = subprocess.Popen(
            [sys.executable, "-c", KEEPER, name], cwd=ROOT, env=system.environment, start_new_session=True
        )
    system.log.touch()
    try:
        system.wait_ready()
        system.wait_for(lambda: requests.get(_console(system), timeout=5).status_code == 200)
        yield system
    finally:
        system.stop()  # whole sessions: also those whose keeper is gone


def make_each_log(system: System) -> None:
    """Do to each process what it writes a line about."""
    send(int(system.environment["EDGE_PORT"]), b"NO HTTP\r\n\r\n", wait=2)
    send(int(system.environment["CONSOLE_PORT"]), b"NO HTTP\r\n\r\n", wait=2)
    for url in (system.rasa_url + "/webhooks/turn", system.actions_url):
        assert requests.post(f"{url}/webhook", data=b"{", timeout=20).status_code >= 400


def outputs(system: System) -> list[str]:
    """Return where every process of the system writes, forked ones too."""
    groups = {keeper.pid for keeper in system.processes.values()}
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(path.name)) in groups:
                found += [str((path / "fd" / output).readlink()) for output in "12"]
    return found


def test_who_lost_the_reader_of_its_logs_serves_on_and_tells_a_file(kept: System) -> None:
    person = Person(kept)
    require_real(person.send(STORY))
    for keeper in kept.processes.values():
        os.kill(keeper.pid, signal.SIGKILL)
        keeper.wait()
    make_each_log(kept)  # into the broken pipe: they look for their supervisor once in a second
    require_real(person.send(STORY))
    log = Path(kept.environment["VAR_DIR"]) / LOG

    def told() -> list[dict[str, str]]:
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else ()
        return [json.loads(line) for line in lines]

    kept.wait_for(lambda: {one["process"] for one in told() if "supervisor was killed" in one["event"]} == NAMES, 20)
    kept.wait_for(lambda: set(outputs(kept)) == {str(log)}, 20)
    assert len(outputs(kept)) >= 2 * len(NAMES)
    before = len(told())
    make_each_log(kept)
    require_real(Person(kept).send(STORY))
    assert requests.get(_console(kept), timeout=5).status_code == 200
    assert len(told()) > before
    assert {one["level"] for one in told()} <= {"info", "warning", "error"}
