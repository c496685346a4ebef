"""The database of a run: a file, or a PostgreSQL cluster of our own from the installed packages."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path

from bot.chaos.net import free_port

_DEBIAN = Path("/usr/lib/postgresql")


class Database(ABC):
    """What the faults do to a database."""

    kind = ""

    @property
    @abstractmethod
    def url(self) -> str:
        """Its address, empty for the default one."""

    @abstractmethod
    def start(self) -> None:
        """Have it answer."""

    @abstractmethod
    def stop(self) -> None:
        """Have it gone at once."""

    @abstractmethod
    def freeze(self, frozen: bool) -> None:
        """Have it hang, or go on."""


class Sqlite(Database):
    """The file in VAR_DIR: there is nothing to start, and nothing that could hang."""

    kind = "sqlite"

    @property
    def url(self) -> str:
        """Empty: the default."""
        return ""

    def start(self) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""

    def freeze(self, frozen: bool) -> None:
        """Do nothing."""


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest; None where there are none."""
    folders = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name))
    found = shutil.which("initdb")
    return folders[-1].parent if folders else Path(found).parent if found else None


class Postgres(Database):
    """A cluster in a folder of its own, on a free loopback port."""

    kind = "postgresql"

    def __init__(self, folder: Path, binaries: Path) -> None:
        """Make the cluster; it does not run yet."""
        self._folder = folder
        self._binaries = binaries
        self._port = free_port()
        folder.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "-N")

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    @property
    def url(self) -> str:
        """Address of the database `postgres`, which is empty at first."""
        return f"postgresql://postgres@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start the cluster and wait until it answers."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "-D", self._data, "-l", str(self._folder / "log"), "-o", options, "-w", "start")

    def stop(self) -> None:
        """Kill it without a farewell, as a crash would."""
        subprocess.run(self._command("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop"), capture_output=True)  # noqa: S603

    def freeze(self, frozen: bool) -> None:
        """Stop or go on with every process of the cluster."""
        for pid in self._pids():
            os.kill(pid, signal.SIGSTOP if frozen else signal.SIGCONT)

    def new_database(self, name: str) -> str:
        """Make one more database and return its address."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "postgres", name)
        return self.url.removesuffix("postgres") + name

    def _pids(self) -> list[int]:
        main = int((self._folder / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0])
        children = subprocess.run(["pgrep", "-P", str(main)], capture_output=True, text=True).stdout.split()  # noqa: S603, S607
        return [main, *map(int, children)]

    def _command(self, program: str, *arguments: str) -> list[str]:
        before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # initdb refuses root
        return [*before, str(self._binaries / program), *arguments]

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            self._command(program, *arguments), check=True, cwd=self._folder, stdout=subprocess.DEVNULL, timeout=60
        )


class Redis:
    """A Redis of our own."""

    def __init__(self, folder: Path) -> None:
        """Keep where it works; it does not run yet."""
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._port = free_port()

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """Start it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        command = ["redis-server", "--port", str(self._port), "--bind", "127.0.0.1", "--dir", str(self._folder)]
        self._process = subprocess.Popen([*command, "--save", ""], stdout=subprocess.DEVNULL)  # noqa: S603
        time.sleep(0.5)

    def stop(self) -> None:
        """Kill it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
