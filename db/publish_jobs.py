"""Jobs that make a model, as rows: one at a time, held by a lease that runs out when its owner dies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.orm import Session

from db.publish_tables import PublishJob

LEASE = timedelta(seconds=30)
LOG_CHARACTERS = 6000


def active(session: Session) -> PublishJob | None:
    """Return the job that is not finished, if any."""
    return session.scalars(select(PublishJob).where(PublishJob.active == 1)).first()


def listed(session: Session, most: int = 50) -> list[PublishJob]:
    """Return jobs, newest first."""
    return list(session.scalars(select(PublishJob).order_by(PublishJob.id.desc()).limit(most)))


def _changed(session: Session, asked: Any) -> bool:
    done = session.execute(asked, execution_options={"synchronize_session": False})
    session.expire_all()
    assert isinstance(done, CursorResult)
    return bool(done.rowcount == 1)


def claim(session: Session, job_id: int, owner: str, now: datetime) -> bool:
    """Take a job that nobody holds, or whose owner's lease ran out; returns whether it was taken."""
    free = or_(PublishJob.lease_until.is_(None), PublishJob.lease_until < now, PublishJob.owner == owner)
    asked = update(PublishJob).where(PublishJob.id == job_id, PublishJob.active == 1, free)
    asked = asked.where(PublishJob.state.in_(("queued", "running")))
    return _changed(session, asked.values(state="running", owner=owner, lease_until=now + LEASE, error=""))


def hold(session: Session, job_id: int, owner: str, now: datetime, percent: int | None = None) -> bool:
    """Renew the lease; False when the job was cancelled or taken over."""
    values: dict[str, Any] = {"lease_until": now + LEASE} | ({"percent": percent} if percent is not None else {})
    return change(session, job_id, owner, **values)


def change(session: Session, job_id: int, holder: str, **values: Any) -> bool:
    """Change a job that one still holds; False when it is no longer one's own."""
    asked = update(PublishJob).where(PublishJob.id == job_id, PublishJob.owner == holder, PublishJob.active == 1)
    return _changed(session, asked.where(PublishJob.state == "running").values(**values))


def told(log: str, line: str) -> str:
    """Return the log with one more line, its beginning cut off."""
    return f"{log}{line}\n"[-LOG_CHARACTERS:]
