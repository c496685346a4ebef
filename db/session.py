"""Engines and sessions. Nothing is opened at import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session


def _on_sqlite_connect(connection: SqliteConnection, _: Any) -> None:
    """Readers do not wait for the writer, and foreign keys hold."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA busy_timeout=4000")
    connection.execute("PRAGMA cache_size=-500")  # half a megabyte: each thread has a connection, the system a cache
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten, not merely unlinked


# A host that vanished says nothing: without these a statement waits for minutes, and its thread with it.
_POSTGRES_NETWORK = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}


def _given_in(url: URL) -> dict[str, Any]:
    """Return what the address itself says of these: it wins."""
    return {name: value for name, value in url.query.items() if name in _POSTGRES_NETWORK}


def normalise_url(url: str) -> str:
    """Return `url` with the driver this project installs (psycopg 3 for PostgreSQL)."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url[len(prefix) :]
    return url


def make_engine(url: str) -> Engine:
    """Return a new engine for SQLite or PostgreSQL.

    Args:
        url: a SQLAlchemy address such as `sqlite:///var/knowledge.db`.

    Raises:
        ValueError: the address names another kind of database.
    """
    parsed = make_url(normalise_url(url))
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, connect_args={"timeout": 4})
        event.listen(engine, "connect", _on_sqlite_connect)
        return engine
    if backend == "postgresql":
        return create_engine(
            parsed,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=8,
            pool_timeout=3,
            connect_args={**_POSTGRES_NETWORK, **_given_in(parsed)},
        )
    raise ValueError(f"DATABASE_URL: {backend} is not supported; use sqlite:/// or postgresql://")


@lru_cache(maxsize=4)
def shared_engine(url: str) -> Engine:
    """Return the engine of this process for `url`."""
    return make_engine(url)


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """Give a session that commits at the end, or rolls back on an error."""
    with Session(engine, expire_on_commit=False) as session, session.begin():  # a sessionmaker makes a class each time
        yield session


def empty_journal(engine: Engine) -> None:
    """Write SQLite's journal back and cut it, so that deleted rows are not in it either; PostgreSQL sees to its own.

    Where a reader is in the way the journal stays until the next time: nobody waits for it.
    """
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
