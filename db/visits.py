"""Return visits: who lost money and agreed, or stands on the police's list; nobody is contacted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, or_, select, update

from db import contacts
from db.record_models import Contact, NoticeGrant, Visit, VisitMark, VisitNote
from db.session import transaction

KEEP = timedelta(days=90)
REMEMBERED = timedelta(days=730)  # that a number was on the list: it is never taken up again
FIRST_AFTER = timedelta(days=7)
LEASE = timedelta(minutes=30)
DUE, DONE, STOPPED = "due", "done", "stopped"
RESIDENT, POLICE = "resident", "police"


@dataclass(frozen=True)
class NewVisit:
    """Somebody to visit; the number is sealed by the caller."""

    fingerprint: str
    sealed: str
    source: str
    due_at: datetime
    type: str = ""
    person: str = ""
    consent_at: datetime | None = None
    group: str = ""
    wechat: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True)
class Row:
    """A visit in the list."""

    id: int
    source: str
    type: str
    state: str
    due_at: datetime
    officer: str


@dataclass(frozen=True)
class Note:
    """What was said on a visit, by whom and when."""

    officer: str
    text: str
    at: datetime


def add(engine: Engine, found: Sequence[NewVisit], now: datetime, dry_run: bool = False) -> tuple[int, int]:
    """Add visits; returns (added, refused). A number that is or was on the list is refused, also within `found`."""
    added, seen = 0, set[str]()
    with transaction(engine) as session:
        for one in found:
            if one.fingerprint in seen or session.get(VisitMark, one.fingerprint) is not None:
                continue
            seen.add(one.fingerprint)
            added += 1
            if not dry_run:
                session.add(VisitMark(fingerprint=one.fingerprint, expires_at=now + REMEMBERED))
                session.add(Visit(**one.__dict__, state=DUE, expires_at=now + KEEP))
    return added, len(found) - added


def from_resident(engine: Engine, visit: NewVisit, now: datetime) -> bool:
    """Take up a resident who agreed and gave a number; False when it stands on the list already."""
    with transaction(engine) as session:
        given = contacts.put(session, visit.person, contacts.VISIT, visit.sealed, now)
    if add(engine, [NewVisit(**{**visit.__dict__, "consent_at": given})], now)[0] == 1:
        return True
    with transaction(engine) as session:  # nobody will use it: a visit that stands holds its own
        contacts.drop(session, visit.person, contacts.VISIT)
    return False


def due(engine: Engine, now: datetime, page: int = 1, size: int = 50) -> tuple[list[Row], int]:
    """Return who is due and free, or being visited; the longest due first; and how many in all."""
    asked = select(Visit).where(Visit.state == DUE, Visit.due_at <= now, Visit.expires_at > now)
    with transaction(engine) as session:
        total = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
        rows = session.scalars(
            asked.order_by(Visit.due_at, Visit.id).limit(size).offset((max(page, 1) - 1) * size)
        ).all()
    return [_row(row, now) for row in rows], total


def was_stopped(engine: Engine, person: str, fingerprint: str = "") -> bool:
    """Say whether this person, or where it is given whoever has this number, asked not to be contacted."""
    theirs = Visit.fingerprint == fingerprint if fingerprint else Visit.person == person
    asked = select(Visit.id).where(theirs, Visit.state == STOPPED)
    with transaction(engine) as session:
        return session.scalars(asked.limit(1)).first() is not None


def claim(engine: Engine, visit: int, officer: str, now: datetime) -> bool:
    """Take a visit for half an hour; False when another has it, or it is over."""
    free = or_(Visit.leased_until.is_(None), Visit.leased_until <= now, Visit.officer == officer)
    mine = update(Visit).where(Visit.id == visit, Visit.state == DUE, free)
    with transaction(engine) as session:
        taken = session.execute(mine.values(officer=officer, leased_until=now + LEASE))
        return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def sealed_number(engine: Engine, visit: int, officer: str, now: datetime) -> str:
    """Return the sealed number to the officer who has the visit, nothing to anybody else."""
    with transaction(engine) as session:
        row = session.get(Visit, visit)
        return row.sealed if row and _has(row, officer, now) else ""


def record(engine: Engine, visit: int, officer: str, text: str, now: datetime, again: datetime | None = None) -> bool:
    """Note what was said (masked by the caller); done, or due `again`. False without the visit."""
    with transaction(engine) as session:
        row = session.get(Visit, visit, with_for_update=True)
        if row is None or not _has(row, officer, now):
            return False
        session.add(VisitNote(visit=visit, officer=officer, text=text, at=now, expires_at=row.expires_at))
        row.leased_until = None
        row.state, row.due_at = (DUE, again) if again else (DONE, row.due_at)
        if row.state == DONE:
            row.sealed = row.wechat = ""
            contacts.drop(session, row.person, contacts.VISIT)
        return True


def stop(engine: Engine, visit: int, now: datetime) -> None:
    """Stop at once: the number goes, and it will never be taken up again."""
    with transaction(engine) as session:
        row = session.get(Visit, visit)
        if row is not None:
            row.state, row.sealed, row.wechat, row.leased_until = STOPPED, "", "", None
            contacts.drop(session, row.person, contacts.VISIT)


def stop_person(engine: Engine, person: str) -> bool:
    """Stop whatever would contact this person; False when nothing would."""
    with transaction(engine) as session:
        ended = session.execute(
            update(Visit)
            .where(Visit.person == person, Visit.state == DUE)
            .values(state=STOPPED, sealed="", wechat="", leased_until=None)
        )
        session.execute(delete(NoticeGrant).where(NoticeGrant.person == person))
        gone = session.execute(delete(Contact).where(Contact.person == person))
        return bool(ended.rowcount or gone.rowcount)  # type: ignore[attr-defined]


def has_due(engine: Engine, person: str) -> bool:
    """Say whether anything would contact this person."""
    with transaction(engine) as session:
        planned = session.scalars(select(Visit.id).where(Visit.person == person, Visit.state == DUE)).first()
        return (
            planned is not None or session.scalars(select(Contact).where(Contact.person == person)).first() is not None
        )


def notes(engine: Engine, visit: int) -> list[Note]:
    """Return what was said, in order."""
    asked = select(VisitNote).where(VisitNote.visit == visit).order_by(VisitNote.at, VisitNote.id)
    with transaction(engine) as session:
        return [Note(row.officer, row.text, row.at) for row in session.scalars(asked)]


def _has(row: Visit, officer: str, now: datetime) -> bool:
    return row.state == DUE and row.officer == officer and row.leased_until is not None and row.leased_until > now


def _row(row: Visit, now: datetime) -> Row:
    held = row.leased_until is not None and row.leased_until > now
    return Row(row.id, row.source, row.type, row.state, row.due_at, row.officer if held else "")
