"""Databases to work on: SQLite always, a throw-away PostgreSQL where its binaries are."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from db.migrate import migrate
from db.session import make_engine, normalise_url
from tests.conftest import free_port
from tests.machines import Machines, make_machines

DEBIAN = Path("/usr/lib/postgresql")
NewDatabase = Callable[[], str]


def _binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest where there are several."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name))
    return folders[-1].parent if folders else None


def _as_nobody_special(folder: Path) -> list[str]:
    """Return what to put before a command: initdb refuses root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["runuser", "-u", "postgres", "--"]


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """Start a cluster of our own on a free loopback port; return its address without a database."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL programs on this machine: apt-get install postgresql")
    # Not below pytest's folder: that is closed to the user postgres.
    with tempfile.TemporaryDirectory(prefix="cluster") as name:
        folder = Path(name)
        before = _as_nobody_special(folder)
        port = free_port()
        data, log = str(folder / "data"), str(folder / "log")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"

        def run(program: str, *arguments: str) -> None:
            command = [*before, str(binaries / program), *arguments]
            subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)

        run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "-N")
        run("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@pytest.fixture(scope="session")
def new_postgres(cluster: str) -> NewDatabase:
    """Return a function that makes an empty database and gives its address."""
    made: list[str] = []

    def new() -> str:
        name = f"assistant{len(made)}"
        made.append(name)
        admin = create_engine(normalise_url(f"{cluster}/postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        return f"{cluster}/{name}"

    return new


@pytest.fixture(scope="session")
def two_machines(new_postgres: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Return two edges and two Rasas that share PostgreSQL, Redis and files, running; mend what you break."""
    machines = make_machines(tmp_path_factory.mktemp("machines"), new_postgres(), RATE_PERSON="6/minute")
    try:
        machines.redis.start()
        for number in range(len(machines.systems)):
            machines.start(number)
        machines.wait_ready()
        yield machines
    finally:
        machines.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return an empty database of each kind, without tables."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'assistant.db'}")
    else:
        engine = make_engine(request.getfixturevalue("new_postgres")())
    yield engine
    engine.dispose()


@pytest.fixture
def migrated(empty: Engine) -> Engine:
    """Return a database of each kind with every table."""
    migrate(empty)
    return empty
