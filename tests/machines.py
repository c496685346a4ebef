"""Several machines of one assistant, as in production: each an edge, a Rasa and its actions; the database shared.

Use the fixture `two_machines` (tests/integration/conftest.py). Each machine is a `System`;
all have one SECRET_KEY, one folder of files (a shared volume) and every Rasa in RASA_URLS, so
that a turn may go to any. The trained model is a copy that a test may replace.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.conftest import ROOT, Person, System, free_port, make_environment, prepare_system

START_SECONDS = 300  # two Rasas at once on a busy machine
PARTS = ("actions", "rasa", "edge")


class Redis:
    """A Redis of our own, which keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        """Choose a port; nothing runs yet."""
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("no redis-server on this machine: apt-get install redis-server")
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command = [program, *options, "--dir", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait()

    def _wait(self) -> None:
        from redis import Redis as Client
        from redis.exceptions import RedisError

        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with Client(port=self.port, socket_timeout=1) as client:
                    client.ping()
                    return
            except RedisError:
                time.sleep(0.05)
        pytest.fail("redis-server did not answer within 30 s")

    def kill(self) -> None:
        """Kill it outright."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def pid(self) -> int:
        """Return its process's id, 0 while it does not run."""
        return self._process.pid if self._process else 0

    def keys(self) -> list[str]:
        """Return every key it holds."""
        from redis import Redis as Client

        with Client(port=self.port, decode_responses=True) as client:
            return sorted(client.scan_iter())


@dataclass
class Machines:
    """Machines of one assistant.

    Attributes:
        systems: one for each machine.
        redis: what they share besides the database.
        database_url: the database.
    """

    systems: list[System]
    redis: Redis
    database_url: str

    def person_at(self, number: int, user: str) -> Person:
        """Return somebody who talks to one machine's edge."""
        return Person(self.systems[number], user=user)

    def start(self, number: int, *parts: str) -> None:
        """Start a machine's processes, all of them unless told."""
        self.systems[number].start(*(parts or PARTS))

    def wait_ready(self) -> None:
        """Wait until every edge answers for real, and every Rasa by itself."""
        for system in self.systems:
            system.wait_for(lambda system=system: _is_well(f"{system.url}/readyz"), START_SECONDS)
            system.wait_for(lambda system=system: _is_well(f"{system.rasa_url}/webhooks/turn/"), START_SECONDS)

    def stop(self) -> None:
        """End every process."""
        for system in self.systems:
            system.stop()
        self.redis.kill()


def _is_well(url: str) -> bool:
    return requests.get(url, timeout=5).status_code == 200


def make_machines(folder: Path, database_url: str, number: int = 2, **more: str) -> Machines:
    """Return machines that share database, Redis and files; the database is prepared, nothing is started.

    Args:
        folder: the shared volume.
        database_url: an empty PostgreSQL database.
        number: of machines.
        more: further settings of all of them.
    """
    (folder / "models").mkdir(parents=True, exist_ok=True)
    for file in (ROOT / "var" / "models").glob("current.tar.*"):
        shutil.copyfile(file, folder / "models" / file.name)
    redis = Redis(folder)
    shared = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis.url,
        "SECRET_KEY": "one-key-of-all-machines",
        "MODEL_DIR": str(folder / "models"),
        **more,
    }
    environments = [make_environment(folder, **shared) for _ in range(number)]
    urls = ",".join(f"http://127.0.0.1:{environment['RASA_PORT']}" for environment in environments)
    for environment in environments:
        environment["RASA_URLS"] = urls
    return Machines([prepare_system(environments[0]), *map(System, environments[1:])], redis, database_url)
