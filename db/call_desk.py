"""What an officer does to a call, in the caller's transaction: the audit is written in the same one.

`db.calls` has the part of the edge: asking, and telling that nobody came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from db import contacts
from db.calls import DONE, EXPIRED, TAKEN, UNTAKEN, WAITING
from db.record_models import CallRequest, Contact, Place


@dataclass(frozen=True)
class Asked:
    """One call that is not done.

    Attributes:
        place: name of the kiosk that calls, empty where a number was given.
        late: nobody took it for five minutes.
        told: the person was told to use 110.
        numbered: there is a number to call.
    """

    id: int
    channel: str
    place: str
    stage: str
    type: str
    asked_at: datetime
    officer: str
    taken_at: datetime | None
    late: bool
    told: bool
    numbered: bool


def open_calls(session: Session, now: datetime) -> list[Asked]:
    """Return every call that is not done, the longest waiting first."""
    asked = _open().order_by(CallRequest.asked_at, CallRequest.id)
    return [_asked(row, place, number, now) for row, place, number in session.execute(asked)]


def find(session: Session, call: int, now: datetime) -> Asked | None:
    """Return one call, None when it is done or never was."""
    found = session.execute(_open().where(CallRequest.id == call)).first()
    return _asked(found[0], found[1], found[2], now) if found else None


def _open() -> Select[tuple[CallRequest, str, str]]:
    here = Place.id == CallRequest.place
    number = (Contact.person == CallRequest.person) & (Contact.purpose == contacts.CALL)
    joined = select(CallRequest, Place.name, Contact.sealed).outerjoin(Place, here).outerjoin(Contact, number)
    return joined.where(CallRequest.state.in_((WAITING, EXPIRED, TAKEN)))


def _asked(row: CallRequest, place: str | None, sealed: str | None, now: datetime) -> Asked:
    late = row.state == EXPIRED or (row.state == WAITING and row.asked_at <= now - UNTAKEN)
    return Asked(
        row.id,
        row.channel,
        place or row.place,
        row.stage,
        row.type,
        row.asked_at,
        row.officer,
        row.taken_at,
        late,
        row.told_at is not None,
        bool(sealed),
    )


def take(session: Session, call: int, officer: str, now: datetime) -> bool:
    """Take a call; False when another officer was faster, or it is done."""
    free = update(CallRequest).where(CallRequest.id == call, CallRequest.state.in_((WAITING, EXPIRED)))
    taken = session.execute(free.values(state=TAKEN, officer=officer, taken_at=now))
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def give_back(session: Session, call: int, officer: str) -> bool:
    """Let others take a call that the officer took by mistake; it waits since it was asked for."""
    own = update(CallRequest).where(*_own(call, officer))
    given = session.execute(own.values(state=WAITING, officer="", taken_at=None))
    return bool(given.rowcount == 1)  # type: ignore[attr-defined]


def sealed_number(session: Session, call: int, officer: str) -> str:
    """Return the sealed number to the officer who took the call, nothing to anybody else."""
    number = (Contact.person == CallRequest.person) & (Contact.purpose == contacts.CALL)
    asked = select(Contact.sealed).join(CallRequest, number).where(*_own(call, officer))
    return session.scalars(asked).first() or ""


def close(session: Session, call: int, officer: str, now: datetime) -> bool:
    """Close a call that the officer took, and delete the number: it has served."""
    own = update(CallRequest).where(*_own(call, officer)).returning(CallRequest.person)
    person = session.scalars(own.values(state=DONE, done_at=now)).first()
    if person is None:
        return False
    contacts.drop(session, person, contacts.CALL)
    return True


def _own(call: int, officer: str) -> tuple[ColumnElement[bool], ...]:
    return (CallRequest.id == call, CallRequest.state == TAKEN, CallRequest.officer == officer)
