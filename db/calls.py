"""Calls back: asked for by a person, taken by one named officer, done; untaken after five minutes, both use 110."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, Select, select, update

from db import contacts
from db.record_models import CallRequest, Contact, Place
from db.session import transaction

UNTAKEN = timedelta(minutes=5)
KEEP = timedelta(hours=24)
WAITING, EXPIRED, TAKEN, DONE = "waiting", "expired", "taken", "done"


@dataclass(frozen=True)
class Call:
    """One request.

    Attributes:
        state: waiting; expired: nobody took it in time; taken; done.
        place: name of the kiosk that calls, empty where a number was given.
        late: nobody took it for five minutes: the person was told to use 110, and so should the officer.
        told: the person was told so.
    """

    id: int
    state: str
    channel: str
    place: str
    stage: str
    type: str
    asked_at: datetime
    officer: str
    late: bool
    told: bool


def ask(
    engine: Engine, person: str, channel: str, place: str, stage: str, type_id: str, now: datetime, sealed: str = ""
) -> int:
    """Open a request, with the number where one was given; a person has one at a time. Returns its id."""
    with transaction(engine) as session:
        if sealed:
            contacts.put(session, person, contacts.CALL, sealed, now)
        known = session.scalars(_of(person).where(CallRequest.state.in_((WAITING, TAKEN)))).first()
        if known is not None:
            return known.id
        row = CallRequest(
            person=person,
            channel=channel,
            place=place,
            state=WAITING,
            stage=stage,
            type=type_id,
            asked_at=now,
            expires_at=now + KEEP,
        )
        session.add(row)
        session.flush()
        return row.id


def expire(engine: Engine, now: datetime) -> int:
    """Mark what nobody took in time; returns how many are new."""
    with transaction(engine) as session:
        late = update(CallRequest).where(CallRequest.state == WAITING, CallRequest.asked_at <= now - UNTAKEN)
        return int(session.execute(late.values(state=EXPIRED)).rowcount)  # type: ignore[attr-defined]


def of_person(engine: Engine, person: str, now: datetime) -> Call | None:
    """Return the last request of a person."""
    with transaction(engine) as session:
        row = session.scalars(_of(person)).first()
        return _call(row, "", now) if row else None


def listed(engine: Engine, now: datetime) -> list[Call]:
    """Return everything that is not done, the longest waiting first; late ones too, marked."""
    asked = select(CallRequest, Place.name).outerjoin(Place, Place.id == CallRequest.place)
    with transaction(engine) as session:
        rows = session.execute(asked.where(CallRequest.state != DONE).order_by(CallRequest.asked_at, CallRequest.id))
        return [_call(row, name or "", now) for row, name in rows]


def take(engine: Engine, call: int, officer: str, now: datetime) -> bool:
    """Take a request; False when another officer was faster."""
    with transaction(engine) as session:
        free = update(CallRequest).where(CallRequest.id == call, CallRequest.state.in_((WAITING, EXPIRED)))
        taken = session.execute(free.values(state=TAKEN, officer=officer, taken_at=now))
        return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def sealed_number(engine: Engine, call: int, officer: str) -> str:
    """Return the sealed number to the officer who took the request, nothing to anybody else."""
    with transaction(engine) as session:
        row = session.get(CallRequest, call)
        if row is None or row.state != TAKEN or row.officer != officer:
            return ""
        contact = session.get(Contact, (row.person, contacts.CALL))
        return contact.sealed if contact else ""


def done(engine: Engine, call: int, officer: str, now: datetime) -> bool:
    """Close a request that the officer took, and delete the number: it has served."""
    with transaction(engine) as session:
        row = session.get(CallRequest, call, with_for_update=True)
        if row is None or row.state != TAKEN or row.officer != officer:
            return False
        row.state, row.done_at = DONE, now
        contacts.drop(session, row.person, contacts.CALL)
        return True


def tell(engine: Engine, person: str, now: datetime) -> bool:
    """Say whether a person must be told now that nobody came; True once."""
    with transaction(engine) as session:
        late = update(CallRequest).where(
            CallRequest.person == person,
            CallRequest.state.in_((WAITING, EXPIRED)),
            CallRequest.asked_at <= now - UNTAKEN,
            CallRequest.told_at.is_(None),
        )
        told = session.execute(late.values(state=EXPIRED, told_at=now))
        return bool(told.rowcount)  # type: ignore[attr-defined]


def _of(person: str) -> Select[tuple[CallRequest]]:
    return select(CallRequest).where(CallRequest.person == person).order_by(CallRequest.id.desc())


def _call(row: CallRequest, place: str, now: datetime) -> Call:
    late = row.state == EXPIRED or (row.state == WAITING and row.asked_at <= now - UNTAKEN)
    state = EXPIRED if late else row.state
    return Call(
        row.id, state, row.channel, place, row.stage, row.type, row.asked_at, row.officer, late, row.told_at is not None
    )
