"""The two that are compared, each with its processes: the plain project and ours."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench import process_tree
from bench.door import EDGE, REST, Door
from bench.plan import Outcome, Plan
from bot.chaos.net import free_port
from bot.settings import ROOT
from db.files import CONTENT, read_yaml

START_SECONDS = 600
_STOP_SECONDS = 20
_HELLO = Plan(texts=("你好",), lines=1, count=1, crowd=1, each=1)


class DoesNotStart(Exception):
    """A side never answered; the message names its log."""


def quiet_environment(**more: str) -> dict[str, str]:
    """Return the environment of both sides: what `make run` sets."""
    hushed = {"TF_CPP_MIN_LOG_LEVEL": "3", "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}
    return {**os.environ, **hushed, "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "OMP_NUM_THREADS": "1", **more}


@dataclass
class Side:
    """One of the two, with its processes and its own load generator.

    Attributes:
        name: as the table has it.
        door: where messages go.
        commands: what is started, by name.
        environment: of every process.
        folder: where they run.
        log: what they print.
    """

    name: str
    door: Door
    commands: dict[str, list[str]]
    environment: dict[str, str]
    folder: Path
    log: Path
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _load: subprocess.Popen[str] | None = None

    def start(self) -> float:
        """Start everything; returns the seconds until the first right answer.

        Raises:
            DoesNotStart: there was none.
        """
        begun = time.perf_counter()
        with self.log.open("ab") as log:
            for name, command in self.commands.items():
                self._running[name] = subprocess.Popen(  # noqa: S603 - our own commands
                    command, cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True
                )
        while time.perf_counter() - begun < START_SECONDS:
            if self._listens() and not self.ask(_HELLO).failed:
                return time.perf_counter() - begun
            if ended := [name for name, process in self._running.items() if process.poll() is not None]:
                self.stop()
                raise DoesNotStart(f"{self.name}: {ended[0]} ended by itself; {self.log} says why")
            time.sleep(0.2)
        self.stop()
        raise DoesNotStart(f"{self.name}: no right answer within {START_SECONDS} s; see {self.log}")

    def stop(self) -> None:
        """End every process that was started here, and whatever those started."""
        everything = process_tree.tree(self._roots())
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_STOP_SECONDS)
        for pid in everything:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for process in self._running.values():
            process.wait()
        self._running.clear()
        if self._load is not None:
            self._load.communicate()
            self._load = None

    def ask(self, plan: Plan) -> Outcome:
        """Have a plan carried out by this side's load generator."""
        if self._load is None:
            command = [sys.executable, "-m", "bench.load", json.dumps(asdict(self.door))]
            self._load = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        assert self._load.stdin is not None
        assert self._load.stdout is not None
        self._load.stdin.write(json.dumps(asdict(plan)) + "\n")
        self._load.stdin.flush()
        return Outcome(**json.loads(self._load.stdout.readline()))

    def cpu_seconds(self) -> float:
        """Return the CPU time used by all processes of this side so far."""
        return process_tree.cpu_seconds(self._roots())

    def parts(self) -> dict[str, tuple[int, float]]:
        """Return (bytes, CPU seconds) by what a process is: edge, rasa, actions, console."""
        found: dict[str, tuple[int, float]] = {}
        for pid in process_tree.tree(self._roots()):
            name, memory, cpu = process_tree.usage(pid)
            known = found.get(name, (0, 0.0))
            found[name] = (known[0] + memory, known[1] + cpu)
        return found

    def _roots(self) -> list[int]:
        return [process.pid for process in self._running.values()]

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.door.port)) == 0


def plain_side(folder: Path) -> Side:
    """Return the plain project, trained: Rasa and its action server, started as its documentation says."""
    (folder / "tracker.db").unlink(missing_ok=True)  # of an earlier run
    rasa, actions = str(free_port()), str(free_port())
    served = ["run", "--model", "models/plain.tar.gz", "--port", rasa, "--interface", "127.0.0.1"]
    commands = {
        "actions": [sys.executable, "-m", "rasa_sdk", "--actions", "actions.actions", "--port", actions],
        "rasa": [sys.executable, "-m", "rasa", *served, "--endpoints", "endpoints.yml"],
    }
    commands["rasa"] += ["--credentials", "credentials.yml"]
    environment = quiet_environment(ACTIONS_PORT=actions, SANIC_HOST="127.0.0.1")
    return Side("plain Rasa", Door(REST, int(rasa)), commands, environment, folder, folder / "system.log")


def our_environment(var: Path, models: Path) -> dict[str, str]:
    """Return the environment of ours with a database of its own, under free ports."""
    ports = {f"{name}_PORT": str(free_port()) for name in ("EDGE", "RASA", "ACTIONS", "CONSOLE")}
    where = {"VAR_DIR": str(var), "MODEL_DIR": str(models), "PYTHON": sys.executable}
    limits = {
        "RATE_PERSON": "1000000/minute"
    }  # one sender says 400 things without a pause; the limit is counted all the same
    return quiet_environment(**ports, **where, **limits, VOICE_PYTHON="none", DATABASE_URL="", EDGE_HOST="127.0.0.1")


def our_side(environment: dict[str, str]) -> Side:
    """Return ours exactly as `make run` starts it, with all of its processes, over a database of its own."""
    safe = next(one for one in read_yaml(CONTENT / "wordings.yml")["wordings"] if one["id"] == "safe_reply")
    door = Door(EDGE, int(environment["EDGE_PORT"]), safe["text"].splitlines()[0])
    commands = {"run": ["scripts/run.sh"]}
    return Side("ours", door, commands, environment, ROOT, Path(environment["VAR_DIR"]) / "system.log")
