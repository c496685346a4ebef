"""`python -m bot.chaos.points URL`: kill jobs of the database at every statement and run them again.

Each try forks: the child does the job and is killed by itself, outright, at
its n-th statement; then the job is run again and the end is looked at. Prints
one line of JSON: {"migration": [tries, problems], …}.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, func, inspect, select, text

from db import publish_tables, staff_models  # noqa: F401 - their tables belong to the metadata too
from db.files import CONTENT, ContentRow, read_content
from db.loader import load_rows
from db.migrate import migrate
from db.models import Base, Script, utc_now
from db.record_models import DailyCount, Matter
from db.retention import keep_to
from db.session import make_engine, transaction

MATTERS = 40
TRIES = 16  # of each job; its statements are tried at even distances
Job = Callable[[Engine], object]


@lru_cache(maxsize=1)
def _rows() -> tuple[ContentRow, ...]:
    """Return all content but the examples: read once, it takes seconds."""
    return tuple(read_content(CONTENT, Path("none")))


def _load(engine: Engine) -> None:
    with transaction(engine) as session:
        load_rows(session, _rows())


def _retain(engine: Engine) -> None:
    keep_to(engine, utc_now(), timedelta(days=30), timedelta(days=180), batch=7)


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
            return
    engine.dispose()
    assert engine.url.database
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(engine.url.database + suffix).unlink(missing_ok=True)


def _migrated(engine: Engine) -> None:
    _empty(engine)
    migrate(engine)


def _with_matters(engine: Engine) -> None:
    with transaction(engine) as session:
        session.query(DailyCount).delete()
        session.query(Matter).delete()
        for number in range(MATTERS):
            at = utc_now() - timedelta(days=200 + number)
            row = Matter(id=f"{number:032}", day=at.date().isoformat(), first_at=at, last_at=at, channel="web")
            row.told = True
            session.add(row)


def _schema_problem(engine: Engine) -> str:
    lacking = set(Base.metadata.tables) - set(inspect(engine).get_table_names())
    return f"tables lack: {sorted(lacking)}" if lacking else ""


def _content_problem(engine: Engine) -> str:
    with transaction(engine) as session:
        found = session.scalar(select(func.count()).select_from(Script))
    return "" if found == 64 else f"{found} scripts"


def _count_problem(engine: Engine) -> str:
    with transaction(engine) as session:
        counted = session.scalar(select(func.sum(DailyCount.matters)))
        left = session.scalar(select(func.count()).select_from(Matter))
    return "" if (counted, left) == (MATTERS, 0) else f"{counted} of {MATTERS} matters counted, {left} left"


def _statements(engine: Engine, job: Job) -> int:
    """Run a job whole and return how many statements it takes."""
    seen = [0]

    def count(*_: Any) -> None:
        seen[0] += 1

    event.listen(engine, "before_cursor_execute", count)
    job(engine)
    event.remove(engine, "before_cursor_execute", count)
    return seen[0]


def _die_at(engine: Engine, job: Job, number: int) -> None:
    """Do the job in a child that is killed after its `number`-th statement."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    mine, seen = make_engine(engine.url.render_as_string(hide_password=False)), [0]

    def die(*_: Any) -> None:
        seen[0] += 1
        if seen[0] >= number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(mine, "after_cursor_execute", die)
    try:
        job(mine)
    finally:
        os._exit(0)


def try_job(engine: Engine, before: Job, job: Job, problem: Callable[[Engine], str]) -> tuple[int, list[str]]:
    """Kill a job at many points, run it again each time; returns (tries, what was wrong)."""
    before(engine)
    statements, problems = _statements(engine, job), []
    numbers = sorted({1 + round(one * (statements - 1) / (TRIES - 1)) for one in range(TRIES)})
    for number in numbers:
        before(engine)
        engine.dispose()
        _die_at(engine, job, number)
        try:
            job(engine)
            found = problem(engine)
        except Exception as error:
            found = f"{type(error).__name__}: {str(error).splitlines()[0][:120]}"
        if found:
            problems.append(f"killed after statement {number} of {statements}: {found}")
    return len(numbers), problems


def try_all(url: str) -> dict[str, tuple[int, list[str]]]:
    """Try migration, loading of content and retention on an empty database."""
    engine = make_engine(url)
    found = {"migration": try_job(engine, _empty, migrate, _schema_problem)}
    _migrated(engine)
    found["content"] = try_job(engine, lambda _: None, _load, _content_problem)
    found["retention"] = try_job(engine, _with_matters, _retain, _count_problem)
    engine.dispose()
    return found


if __name__ == "__main__":
    print(json.dumps(try_all(sys.argv[1])))
