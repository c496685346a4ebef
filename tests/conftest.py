"""The real system for tests: real database, real model, every process, on loopback."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

ROOT = Path(__file__).resolve().parent.parent
SERVICE_TOKEN = "token-for-tests"
START_SECONDS = 120
FIRST_PORT, LAST_PORT, PORTS_EACH = 16_000, 32_000, 4_000
_PORTS = itertools.count(os.getpid() * 37)


def free_port() -> int:
    """Return a port that nothing listens on.

    Below the range that outgoing connections take theirs from, and from a part of its own
    for each worker: a process may bind it half a minute later, and nobody else has it then.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    first = FIRST_PORT + worker * PORTS_EACH + next(_PORTS) % PORTS_EACH
    for port in range(first, LAST_PORT):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError(f"no free port up to {LAST_PORT}")


@dataclass
class System:
    """The processes of one assistant, each by name."""

    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Address of the public edge."""
        return f"http://127.0.0.1:{self.environment['EDGE_PORT']}"

    @property
    def rasa_url(self) -> str:
        """Address of Rasa, which only the edge should use."""
        return f"http://127.0.0.1:{self.environment['RASA_PORT']}"

    @property
    def actions_url(self) -> str:
        """Address of the action server, which only Rasa should use."""
        return f"http://127.0.0.1:{self.environment['ACTIONS_PORT']}"

    @property
    def log(self) -> Path:
        """File into which every process writes."""
        return Path(self.environment["VAR_DIR"]) / "system.log"

    def start(self, *names: str) -> None:
        """Start processes by name: actions, rasa, edge, console."""
        for name in names:
            self.start_another(name, name)

    def start_another(self, name: str, known_as: str, **environment: str) -> None:
        """Start a process, perhaps the second of its kind.

        Args:
            name: what `python -m bot` is told.
            known_as: under which `kill` finds it.
            environment: what differs from the system's.
        """
        with self.log.open("ab") as log:
            self.processes[known_as] = subprocess.Popen(
                [sys.executable, "-m", "bot", name],
                cwd=ROOT, env={**self.environment, **environment}, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill(self, name: str) -> None:
        """Kill one process outright, as an operator's `kill -9` would."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def wait_ready(self) -> None:
        """Wait until the edge reports that everything answers."""
        self.wait_for(lambda: requests.get(f"{self.url}/readyz", timeout=3).status_code == 200)

    def wait_for(self, condition: Any, seconds: float = START_SECONDS) -> None:
        """Poll a condition; fail with the log's end when it never holds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if condition():
                    return
            except requests.RequestException:
                pass
            time.sleep(0.2)
        tail = self.log.read_text(encoding="utf-8", errors="replace")[-3000:]
        pytest.fail(f"not reached within {seconds} s; the log ends:\n{tail}")

    def stop(self) -> None:
        """End every process."""
        for name in list(self.processes):
            self.kill(name)


@dataclass
class Person:
    """A resident who talks through the message door with the service token."""

    system: System
    channel: str = "test"
    user: str = field(default_factory=lambda: uuid.uuid4().hex)

    def send(self, text: str = "", choice: str = "", message_id: str = "", **more: Any) -> dict[str, Any]:
        """Send one message and return the whole answer, with `case`."""
        body = {"id": message_id or uuid.uuid4().hex, "user": self.user, "channel": self.channel, **more}
        if text:
            body["text"] = text
        if choice:
            body["choice"] = choice
        response = requests.post(
            f"{self.system.url}/api/messages",
            json=body,
            headers={"Authorization": f"Bearer {SERVICE_TOKEN}"},
            timeout=20,
        )
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


def words(answer: dict[str, Any]) -> str:
    """Return all text of an answer."""
    return "\n".join(block["text"] for block in answer["blocks"] if block["type"] == "text")


def labels(answer: dict[str, Any]) -> list[str]:
    """Return the labels of all choices of an answer."""
    return [choice["label"] for block in answer["blocks"] if block["type"] == "choices" for choice in block["choices"]]


def make_environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a system of its own; the trained model is shared."""
    return {
        **os.environ,
        "VAR_DIR": str(folder),
        "TMPDIR": str(folder),  # what a process writes aside lies where the hardening tests search
        "EDGE_PORT": str(free_port()),
        "RASA_PORT": str(free_port()),
        "ACTIONS_PORT": str(free_port()),
        "CONSOLE_PORT": str(free_port()),
        "SERVICE_TOKEN": SERVICE_TOKEN,
        "METRICS_PORT": "0",  # their places are fixed, and systems run side by side
        "VOICE_PYTHON": "none",  # nothing is rendered beside the tests
        "PYTHONWARNINGS": "ignore",
        **more,
    }


def prepare_system(environment: dict[str, str]) -> System:
    """Bring database and model up to date and return the system, not yet started."""
    Path(environment["VAR_DIR"]).mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "bot", "prepare"], cwd=ROOT, env=environment, check=True, timeout=600)
    return System(environment)


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The whole assistant, running; shared by all tests that do not break it."""
    running = prepare_system(make_environment(tmp_path_factory.mktemp("system")))
    running.start("actions", "rasa", "edge")
    try:
        running.wait_ready()
        yield running
    finally:
        running.stop()


@pytest.fixture
def person(system: System) -> Person:
    """A stranger."""
    return Person(system)
