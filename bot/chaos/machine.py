"""The real system as `make run` starts it, in a folder of its own, and what an operator can see of it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.chaos.databases import Database, Redis
from bot.chaos.doors import WECHAT_APP_ID, WECHAT_TOKEN
from bot.chaos.moved_clock import CLOCK_FILE
from bot.chaos.net import free_port, free_range
from bot.chaos.processes import started_with
from bot.observe.begin import PLACES
from bot.settings import ROOT, Settings

START_SECONDS = 900  # seconds on a quiet machine; others may be at work


class NotReached(Exception):
    """Something did not come about in time; the message names it."""


class Machine:
    """One system that may be broken."""

    def __init__(
        self,
        folder: Path,
        disk: Path,
        settings: Settings,
        database: Database,
        redis: Redis | None,
        stand_in: bool = False,
    ) -> None:
        """Keep where it lives.

        Args:
            folder: for what must outlive a full disk: the log.
            disk: becomes VAR_DIR and holds the models.
            settings: name the trained model.
            database: already answers.
            redis: already answers; None where there is none.
            stand_in: Rasa, actions and examples are made up.
        """
        self.stand_in = stand_in
        self.folder, self.disk, self.database, self.redis = folder, disk, database, redis
        self.token = secrets.token_hex(16)
        self.models = folder / "models"
        self.log = folder / "system.log"
        self._metrics = free_range()
        self._process: subprocess.Popen[bytes] | None = None
        shutil.copytree(settings.model.parent, self.models, dirs_exist_ok=True)
        self.environment = self._environment(settings)

    def _environment(self, settings: Settings) -> dict[str, str]:
        ports = {name: str(free_port()) for name in ("EDGE_PORT", "RASA_PORT", "ACTIONS_PORT", "CONSOLE_PORT")}
        return {
            **os.environ,
            **ports,
            "VAR_DIR": str(self.disk),
            "MODEL_DIR": str(self.models),
            "TMPDIR": str(self.folder),
            "DATABASE_URL": self.database.url,
            "REDIS_URL": self.redis.url if self.redis else "",
            "METRICS_PORT": str(self._metrics),
            "SERVICE_TOKEN": self.token,
            "MEDIA_PYTHON": settings.media_python,
            "VOICE_PYTHON": "none",
            "WECHAT_TOKEN": WECHAT_TOKEN,
            "WECHAT_APP_ID": WECHAT_APP_ID,
            "WECHAT_ALLOW_PLAIN": "1",
            CLOCK_FILE: str(self.folder / "clock"),
            "SUPERVISED_PYTHON": str(self._python()),
        }

    def _python(self) -> Path:
        """Write the Python that the supervisor starts: the usual one, with a clock that a fault may move for edges."""
        self.set_clock(0)
        path = self.folder / "python"
        lines = ["#!/bin/sh", '[ "$3" = edge ] && { shift 2; set -- -m bot.chaos.moved_clock "$@"; }']
        if self.stand_in:
            lines += ['case "$3" in rasa|actions|prepare) shift 2; set -- -m bot.chaos.stand_in "$@" ;; esac']
        path.write_text("\n".join([*lines, f'exec {sys.executable} "$@"', ""]), encoding="utf-8")
        path.chmod(0o755)
        return path

    def set_clock(self, seconds: int) -> None:
        """Move the edges' wall clock against the real one."""
        fresh = self.folder / "clock.new"
        fresh.write_text(f"{seconds}\n", encoding="ascii")
        fresh.replace(self.folder / "clock")

    @property
    def url(self) -> str:
        """Address of the public edge."""
        return f"http://127.0.0.1:{self.environment['EDGE_PORT']}"

    @property
    def rasa_url(self) -> str:
        """Address of Rasa."""
        return f"http://127.0.0.1:{self.environment['RASA_PORT']}"

    @property
    def rasas(self) -> int:
        """How many processes Rasa is: its workers, and what keeps them."""
        return 1 if self.stand_in else 1 + len(Settings().rasa_hosts)

    def start(self) -> None:
        """Start everything and wait until it is ready."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own script
                [str(ROOT / "scripts" / "run.sh")],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.wait_for("a ready system", self.is_ready, START_SECONDS)

    def stop(self) -> None:
        """End everything that was started with this folder, and nothing else."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)

    def processes(self) -> dict[int, str]:
        """Return command lines by process id of everything started with this folder."""
        return started_with(self.disk)

    def pids(self, name: str) -> list[int]:
        """Return the processes of `python -m bot NAME`, or of the supervisor, oldest first."""
        wanted = (
            ("supervisord -c",)
            if name == "supervisor"
            else (f"-m bot {name} ", f"stand_in {name} ", f"moved_clock {name} ")
        )
        running = self.processes().items()
        return sorted(pid for pid, command in running if any(one in f"{command} " for one in wanted))

    def census(self) -> dict[str, int]:
        """Return how many processes there are of each kind that must always run."""
        return {name: len(self.pids(name)) for name in ("supervisor", "actions", "rasa", "edge", "console")}

    def kill(self, pids: list[int], how: int = signal.SIGKILL) -> None:
        """Send a signal to processes."""
        for pid in pids:
            os.kill(pid, how)

    def is_ready(self) -> bool:
        """Say whether the edge reports that everything answers."""
        return self._get(f"{self.url}/readyz")[0] == 200

    def missing(self) -> list[str]:
        """Return what the edge says is missing."""
        status, body = self._get(f"{self.url}/readyz")
        return list(json.loads(body).get("missing", ())) if status == 503 else []

    def metrics(self, process: str, number: int = 0) -> str:
        """Return the metrics of a process as Prometheus reads them, empty while it does not answer."""
        return self._get(f"http://127.0.0.1:{self._metrics + PLACES[process] + number}/metrics")[1]

    def log_size(self) -> int:
        """Return where the log ends now."""
        return self.log.stat().st_size

    def log_since(self, size: int) -> list[dict[str, Any]]:
        """Return the structured lines after a place in the log."""
        found = []
        for line in self.log.read_bytes()[size:].decode("utf-8", "replace").splitlines():
            try:
                read = json.loads(line)
            except ValueError:
                continue
            found += [read] if isinstance(read, dict) and "event" in read else []
        return found

    def wait_for(self, what: str, holds: Callable[[], bool], seconds: float) -> None:
        """Poll a condition.

        Raises:
            NotReached: it did not hold in time.
        """
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise NotReached(f"{what}: not within {seconds:.0f} s; see {self.log}")
            time.sleep(0.2)

    def _get(self, url: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(url, timeout=4) as response:  # noqa: S310 - loopback
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (urllib.error.URLError, OSError):
            return 0, ""
