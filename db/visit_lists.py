"""Return visits as the console lists them: how many are due, what comes later, what one of them is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from db.record_models import Visit, VisitNote
from db.visits import DONE, DUE, STOPPED


@dataclass(frozen=True)
class Counts:
    """How the visits stand."""

    due: int
    later: int
    done: int
    stopped: int


@dataclass(frozen=True)
class One:
    """One visit, without its number.

    Attributes:
        officer: who has it now, empty when nobody has.
        until: until when.
        since: when the person agreed, or was first visited; None where neither is known.
    """

    id: int
    source: str
    type: str
    state: str
    due_at: datetime
    officer: str
    until: datetime | None
    since: datetime | None
    has_number: bool
    group: str = ""


def counts(session: Session, now: datetime) -> Counts:
    """Return how many there are of each."""
    kept = select(func.count()).select_from(Visit).where(Visit.expires_at > now)

    def of(*where: ColumnElement[bool]) -> int:
        return session.scalar(kept.where(*where)) or 0

    return Counts(
        due=of(Visit.state == DUE, Visit.due_at <= now),
        later=of(Visit.state == DUE, Visit.due_at > now),
        done=of(Visit.state == DONE),
        stopped=of(Visit.state == STOPPED),
    )


def later(session: Session, now: datetime, most: int) -> list[Visit]:
    """Return the next that will be due, the soonest first."""
    asked = select(Visit).where(Visit.state == DUE, Visit.due_at > now, Visit.expires_at > now)
    return list(session.scalars(asked.order_by(Visit.due_at, Visit.id).limit(most)))


def one(session: Session, visit: int, now: datetime) -> One | None:
    """Return a visit; None where it is gone."""
    row = session.get(Visit, visit)
    if row is None or row.expires_at <= now:
        return None
    held = row.state == DUE and row.leased_until is not None and row.leased_until > now
    first = session.scalar(select(func.min(VisitNote.at)).where(VisitNote.visit == visit))
    return One(
        row.id,
        row.source,
        row.type,
        row.state,
        row.due_at,
        row.officer if held else "",
        row.leased_until if held else None,
        row.consent_at or first,
        bool(row.sealed),
        row.group,
    )


def held_by(session: Session, officer: str, now: datetime) -> list[int]:
    """Return the visits that an officer has."""
    asked = select(Visit.id).where(Visit.officer == officer, Visit.state == DUE, Visit.leased_until > now)
    return list(session.scalars(asked.order_by(Visit.leased_until, Visit.id)))


def give_back(session: Session, visit: int, officer: str) -> bool:
    """Give a visit back untouched; False without it."""
    row = session.get(Visit, visit)
    if row is None or row.officer != officer or row.state != DUE:
        return False
    row.leased_until = None
    return True


def may_call(session: Session, visit: int, now: datetime) -> bool:
    """Say whether the day has come on which this person may be called."""
    row = session.get(Visit, visit)
    return row is not None and row.state == DUE and row.due_at <= now
