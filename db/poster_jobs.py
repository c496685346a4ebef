"""Sets of posters that staff ordered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from db.poster_models import PosterJob
from db.session import transaction

KEEP = timedelta(days=7)
SILENT = timedelta(minutes=3)  # a process that said nothing for so long is dead
QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"


def order(session: Session, asked: dict[str, Any], total: int, by: str, now: datetime) -> int:
    """Note an order; returns its number."""
    job = PosterJob(
        asked=asked, state=QUEUED, total=total, left_out=[], by=by, at=now, moved_at=now, expires_at=now + KEEP
    )
    session.add(job)
    session.flush()
    return job.id


def one(session: Session, job: int) -> PosterJob | None:
    """Return an order."""
    return session.get(PosterJob, job)


def listed(session: Session, most: int = 20) -> list[PosterJob]:
    """Return orders, newest first."""
    return list(session.scalars(select(PosterJob).order_by(PosterJob.id.desc()).limit(most)))


def under_way(session: Session, now: datetime) -> int:
    """Return the number of an order that is being made, 0 for none: one browser at a time is enough."""
    living = select(PosterJob.id).where(PosterJob.state.in_((QUEUED, RUNNING)), PosterJob.moved_at > now - SILENT)
    return session.scalar(living.limit(1)) or 0


def begin(engine: Engine, job: int, now: datetime) -> dict[str, Any] | None:
    """Take an order; returns what was asked, None where it is not waiting."""
    waiting = update(PosterJob).where(PosterJob.id == job, PosterJob.state == QUEUED)
    with transaction(engine) as session:
        taken = session.execute(waiting.values(state=RUNNING, moved_at=now))
        if taken.rowcount != 1:  # type: ignore[attr-defined]
            return None
        return dict(session.get_one(PosterJob, job).asked)


def again(session: Session, job: int, now: datetime) -> bool:
    """Let an order whose process died, or that failed, go on; says whether it was one."""
    dead = PosterJob.state.in_((QUEUED, RUNNING)) & (PosterJob.moved_at <= now - SILENT)
    stopped = update(PosterJob).where(PosterJob.id == job, dead | (PosterJob.state == FAILED))
    values = {"state": QUEUED, "error": "", "moved_at": now, "expires_at": now + KEEP}
    done = session.execute(stopped.values(**values).execution_options(synchronize_session=False))
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def say_what_opens(engine: Engine, job: int, told: str) -> None:
    """Note what its codes open."""
    with transaction(engine) as session:
        session.execute(update(PosterJob).where(PosterJob.id == job).values(opens=told[:300]))


def move(engine: Engine, job: int, made: int, now: datetime) -> None:
    """Say how far it is."""
    with transaction(engine) as session:
        session.execute(update(PosterJob).where(PosterJob.id == job).values(made=made, moved_at=now))


def finish(engine: Engine, job: int, now: datetime, left_out: Sequence[str] = (), error: str = "") -> None:
    """Say that it is done, or why it failed."""
    state = FAILED if error else DONE
    values = {"state": state, "left_out": list(left_out)[:200], "error": error[:300], "moved_at": now}
    with transaction(engine) as session:
        session.execute(update(PosterJob).where(PosterJob.id == job).values(**values))
