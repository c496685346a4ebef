"""Reminders of return visits in WeChat: planned with the consent, each sent once or never, answered, stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.record_models import NoticeGrant, Visit, VisitNote, VisitReminder
from db.session import transaction
from db.visits import DUE, FIRST_AFTER, KEEP

SOON, WEEKS, MONTH = "soon", "weeks", "month"
# the second comes just before the call list would show the person: who is reminded need not be called
STEPS = {SOON: timedelta(hours=24), WEEKS: FIRST_AFTER - timedelta(hours=2), MONTH: timedelta(days=30)}
SERVICE, NOTICE = "service", "notice"
FINE, AGAIN, STOP = "fine", "again", "stop"
ANSWERABLE = timedelta(days=14)  # after that "2" means something else
QUIET = timedelta(days=7)  # without an answer to the last reminder somebody calls
WECHAT = "微信"  # who stands beside an answer where an officer stands beside a call


@dataclass(frozen=True)
class Due:
    """One reminder to send; `sealed` is WeChat's id of the person."""

    visit: int
    step: str
    person: str
    sealed: str
    type: str
    group: str
    consent_at: datetime
    said_at: datetime | None


@dataclass(frozen=True)
class Sent:
    """A reminder that may still be answered."""

    visit: int
    step: str
    way: str
    type: str
    group: str
    consent_at: datetime | None


def plan(engine: Engine, fingerprint: str, now: datetime) -> None:
    """Plan what a person is reminded of who has just agreed; nothing where no visit stands under the fingerprint."""
    with transaction(engine) as session:
        row = session.scalars(select(Visit).where(Visit.fingerprint == fingerprint, Visit.state == DUE)).first()
        if row is None or not row.wechat or row.consent_at is None:
            return
        for step, after in STEPS.items():
            session.merge(
                VisitReminder(visit=row.id, step=step, person=row.person, due_at=now + after, expires_at=row.expires_at)
            )


def claim_due(engine: Engine, now: datetime) -> Due | None:
    """Claim one reminder for good; only one process gets each, and one that died while sending sends no second.

    Of several that are due for one person, after a stoppage, the last alone is sent.
    """
    allowed = (Visit.state == DUE, Visit.consent_at.is_not(None), Visit.wechat != "", Visit.expires_at > now)
    free = or_(Visit.leased_until.is_(None), Visit.leased_until <= now)  # somebody is on the phone with them
    ripe = (VisitReminder.due_at <= now, VisitReminder.claimed_at.is_(None))
    asked = select(VisitReminder, Visit).join(Visit, Visit.id == VisitReminder.visit).where(*allowed, free, *ripe)
    with transaction(engine) as session:
        found = session.execute(asked.order_by(VisitReminder.due_at.desc()).limit(1)).first()
        if found is None:
            return None
        reminder, visit = found
        mine = update(VisitReminder).where(VisitReminder.visit == visit.id, VisitReminder.claimed_at.is_(None))
        taken = session.execute(mine.where(VisitReminder.step == reminder.step).values(claimed_at=now))
        if taken.rowcount != 1:  # type: ignore[attr-defined]
            return None
        session.execute(mine.where(VisitReminder.due_at <= now).values(claimed_at=now))
        return Due(
            *(visit.id, reminder.step, visit.person, visit.wechat, visit.type, visit.group),
            consent_at=visit.consent_at,
            said_at=visit.said_at,
        )


def still_wanted(engine: Engine, visit: int) -> bool:
    """Say, just before sending, whether the person has not stopped it meanwhile."""
    with transaction(engine) as session:
        row = session.get(Visit, visit)
        return row is not None and row.state == DUE


def sent(engine: Engine, due: Due, way: str, now: datetime) -> None:
    """Keep that it went; the call waits for the next reminder, or for an answer to the last."""
    with transaction(engine) as session:
        row = session.get(VisitReminder, (due.visit, due.step))
        if row is None:  # forgotten meanwhile
            return
        row.sent_at, row.way = now, way
        later = select(VisitReminder.due_at).where(VisitReminder.visit == due.visit, VisitReminder.claimed_at.is_(None))
        until = session.scalar(later.order_by(VisitReminder.due_at).limit(1)) or now + QUIET
        later_only = update(Visit).where(Visit.id == due.visit, Visit.state == DUE, Visit.due_at < until)
        session.execute(later_only.values(due_at=until))


def to_call_list(engine: Engine, due: Due, now: datetime) -> None:
    """Put on the call list whom WeChat does not let us write to; in the first days nobody is called yet."""
    if due.step == SOON:
        return
    with transaction(engine) as session:
        earlier_only = update(Visit).where(Visit.id == due.visit, Visit.state == DUE, Visit.due_at > now)
        session.execute(earlier_only.values(due_at=now))


def awaiting(engine: Engine, person: str, now: datetime) -> Sent | None:
    """Return the reminder that a short answer of this person means."""
    with transaction(engine) as session:
        found = _awaiting(session, person, now)
        if found is None:
            return None
        visit = session.get(Visit, found.visit)
        told = (visit.type, visit.group, visit.consent_at) if visit else ("", "", None)
        return Sent(found.visit, found.step, found.way, *told)


def answered(engine: Engine, person: str, answer: str, text: str, now: datetime) -> None:
    """Record an answer with the visit."""
    with transaction(engine) as session:
        _answer(session, person, answer, text, now)


def heard(session: Session, person: str, said_at: datetime | None, real: str, now: datetime) -> None:
    """Keep that a person wrote, which opens WeChat's 48 hours; `real` notes that they told of a scam."""
    if said_at is not None:
        mine = update(Visit).where(Visit.person == person, Visit.state == DUE, Visit.wechat != "")
        session.execute(mine.values(said_at=said_at))
    if real:
        _answer(session, person, AGAIN, real, now)


def grant(engine: Engine, person: str, event: str, now: datetime) -> None:
    """Keep that a person allowed one notice; the same event told again is one."""
    try:
        with transaction(engine) as session:
            row = {"person": person, "event": event, "given_at": now, "expires_at": now + KEEP}
            session.execute(insert(NoticeGrant).values(row))
    except IntegrityError:
        return


def take_grant(engine: Engine, person: str, now: datetime) -> bool:
    """Use one allowance up; False where there is none."""
    free = (NoticeGrant.person == person, NoticeGrant.used_at.is_(None), NoticeGrant.expires_at > now)
    with transaction(engine) as session:
        event = session.scalars(select(NoticeGrant.event).where(*free).order_by(NoticeGrant.given_at).limit(1)).first()
        mine = update(NoticeGrant).where(NoticeGrant.event == event, *free).values(used_at=now)
        return event is not None and session.execute(mine).rowcount == 1  # type: ignore[attr-defined]


def drop_grants(engine: Engine, person: str) -> None:
    """Take back what a person allowed."""
    with transaction(engine) as session:
        session.execute(delete(NoticeGrant).where(NoticeGrant.person == person))


def _awaiting(session: Session, person: str, now: datetime) -> VisitReminder | None:
    asked = select(VisitReminder).where(VisitReminder.person == person, VisitReminder.answer == "")
    open_ones = asked.where(VisitReminder.sent_at > now - ANSWERABLE)
    return session.scalars(open_ones.order_by(VisitReminder.sent_at.desc()).limit(1)).first()


def _answer(session: Session, person: str, answer: str, text: str, now: datetime) -> None:
    row = _awaiting(session, person, now)
    if row is None:
        return
    row.answer, row.answered_at = answer, now
    session.add(VisitNote(visit=row.visit, officer=WECHAT, text=text, at=now, expires_at=row.expires_at))
    if answer == AGAIN:  # a person should hear of it soon
        session.execute(update(Visit).where(Visit.id == row.visit, Visit.state == DUE).values(due_at=now))
