"""Sessions of staff and the counting of attempts, in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.staff_models import Staff, StaffAttempt, StaffSession


@dataclass(frozen=True)
class Opened:
    """A session and whose it is."""

    id: int
    staff_id: int
    name: str
    role: str
    stage: str
    created_at: datetime
    seen_at: datetime
    is_disabled: bool


def start(
    session: Session, staff_id: int, token_hash: str, stage: str, browser: str, address: str, now: datetime
) -> int:
    """Begin a session; returns its id."""
    row = StaffSession(
        token_hash=token_hash,
        staff_id=staff_id,
        stage=stage,
        browser=browser[:40],
        address=address,
        created_at=now,
        seen_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def find(session: Session, token_hash: str) -> Opened | None:
    """Return the session of a token with the account as it is now."""
    asked = select(StaffSession, Staff).join(Staff, Staff.id == StaffSession.staff_id)
    row = session.execute(asked.where(StaffSession.token_hash == token_hash)).first()
    if row is None:
        return None
    kept, person = row
    times = (kept.created_at, kept.seen_at)
    return Opened(kept.id, person.id, person.name, person.role, kept.stage, *times, person.disabled_at is not None)


def touch(session: Session, session_id: int, now: datetime) -> None:
    """Note that a session is in use."""
    session.execute(update(StaffSession).where(StaffSession.id == session_id).values(seen_at=now))


def end(session: Session, session_id: int, staff_id: int) -> bool:
    """Log one browser of an account out; False when it was not there."""
    ended = delete(StaffSession).where(StaffSession.id == session_id, StaffSession.staff_id == staff_id)
    return bool(session.execute(ended).rowcount)  # type: ignore[attr-defined]


def of(session: Session, staff_id: int) -> list[StaffSession]:
    """Return the sessions of an account, the latest used first."""
    asked = select(StaffSession).where(StaffSession.staff_id == staff_id).order_by(StaffSession.seen_at.desc())
    return list(session.scalars(asked))


def purge(session: Session, seen_before: datetime) -> None:
    """Delete sessions that nobody used since."""
    session.execute(delete(StaffSession).where(StaffSession.seen_at < seen_before))


def lock_attempt(session: Session, key: str) -> StaffAttempt:
    """Return the attempts of an account or address, held until this transaction ends."""
    held = update(StaffAttempt).where(StaffAttempt.key == key).values(failures=StaffAttempt.failures)
    if not session.execute(held).rowcount:  # type: ignore[attr-defined]
        try:
            with session.begin_nested():
                session.add(StaffAttempt(key=key, failures=0, last_at=None))
        except IntegrityError:  # another process was first
            session.execute(held)
    row = session.get(StaffAttempt, key, populate_existing=True)
    assert row is not None
    return row


def purge_attempts(session: Session, before: datetime) -> None:
    """Delete attempts older than any of them counts."""
    session.execute(delete(StaffAttempt).where(StaffAttempt.last_at < before))
