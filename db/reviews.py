"""The review queue: doubtful matters, each taken by one officer for a while and then decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.matters import MatterRow, matter_row
from db.record_models import AssessmentRow, Matter, Review
from db.session import transaction

LEASE = timedelta(minutes=15)
QUIET = timedelta(minutes=10)  # somebody may still be talking
OUTCOMES = ("confirmed", "corrected", "ordinary", "unusable")


@dataclass(frozen=True)
class Waiting:
    """A matter in the queue; `officer` has it until `leased_until`, empty when nobody has."""

    matter: MatterRow
    officer: str
    leased_until: datetime | None


@dataclass(frozen=True)
class Decided:
    """What was decided, by whom and when."""

    matter: str
    officer: str
    outcome: str
    type: str
    was_type: str
    was_verdict: str
    at: datetime | None


class NotYours(Exception):
    """The lease ran out or another officer has the matter; take it again."""


def queue(engine: Engine, now: datetime, doubt: str = "", page: int = 1, size: int = 50) -> tuple[list[Waiting], int]:
    """Return a page of what waits, and how many there are in all; the longest waiting first."""
    with transaction(engine) as session:
        asked = _open(now, doubt)
        total = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
        rows = session.execute(
            select(Matter, Review)
            .outerjoin(Review, Review.matter == Matter.id)
            .where(Matter.id.in_(asked))
            .order_by(Matter.last_at, Matter.id)
            .limit(size)
            .offset((max(page, 1) - 1) * size)
        ).all()
    return [_waiting(matter, review, now) for matter, review in rows], total


def waiting_ids(engine: Engine, now: datetime) -> list[str]:
    """Return all matters that wait, for grouping them."""
    with transaction(engine) as session:
        return list(session.scalars(_open(now, "").order_by(Matter.last_at, Matter.id)))


def claim(engine: Engine, matter: str, officer: str, now: datetime) -> bool:
    """Take a matter, or take it longer; False when another officer has it or it is decided."""
    until = now + LEASE
    try:
        with transaction(engine) as session:
            free = or_(Review.leased_until <= now, Review.officer == officer)
            taken = session.execute(
                update(Review)
                .where(Review.matter == matter, Review.outcome == "", free)
                .values(officer=officer, leased_until=until)
            )
            if taken.rowcount == 1:  # type: ignore[attr-defined]
                return True
            if session.get(Review, matter) is not None or session.get(Matter, matter) is None:
                return False
            session.add(Review(matter=matter, officer=officer, leased_until=until))
        return True
    except IntegrityError:  # another was faster
        return False


def release(engine: Engine, matter: str, officer: str) -> None:
    """Give a matter back undecided."""
    with transaction(engine) as session:
        session.execute(delete(Review).where(Review.matter == matter, Review.officer == officer, Review.outcome == ""))


def decide(engine: Engine, matter: str, officer: str, outcome: str, now: datetime, type_id: str = "") -> None:
    """Record what an officer makes of a matter; the figures follow.

    Raises:
        ValueError: no such outcome, or a correction without a type.
        NotYours: the officer does not have the matter.
    """
    if outcome not in OUTCOMES:
        raise ValueError(f"outcome: must be one of {', '.join(OUTCOMES)}")
    if (outcome == "corrected") != bool(type_id):
        raise ValueError("type: belongs to the outcome corrected, and to no other")
    with transaction(engine) as session:
        row = session.get(Matter, matter)
        mine = and_(Review.officer == officer, Review.leased_until > now, Review.outcome == "")
        values = {"outcome": outcome, "type": type_id, "decided_at": now}
        was = {"was_type": row.type, "was_verdict": row.verdict} if row else {}
        done = session.execute(update(Review).where(Review.matter == matter, mine).values(**values, **was))
        if row is None or done.rowcount != 1:  # type: ignore[attr-defined]
            raise NotYours(matter)
        _correct(session, row, outcome, type_id)


def decided(engine: Engine, matter: str) -> Decided | None:
    """Return the decision on a matter, if there is one."""
    with transaction(engine) as session:
        row = session.get(Review, matter)
        if row is None or not row.outcome:
            return None
        return Decided(row.matter, row.officer, row.outcome, row.type, row.was_type, row.was_verdict, row.decided_at)


def _correct(session: Session, matter: Matter, outcome: str, type_id: str) -> None:
    if outcome == "corrected":
        matter.type = type_id
        matter.verdict = matter.verdict if matter.verdict in ("alarm", "suspect") else "suspect"
    elif outcome == "ordinary":
        matter.type, matter.verdict = "", "none"


def _open(now: datetime, doubt: str) -> Select[tuple[str]]:
    """Return the query for ids that wait: doubtful, quiet, undecided, and with words left to judge by."""
    words = exists().where(AssessmentRow.matter == Matter.id, AssessmentRow.text != "")
    done = exists().where(Review.matter == Matter.id, Review.outcome != "")
    asked = select(Matter.id).where(Matter.doubt != "", Matter.told.is_(True), Matter.last_at <= now - QUIET)
    asked = asked.where(words, ~done)
    return asked.where(Matter.doubt == doubt) if doubt else asked


def _waiting(matter: Matter, review: Review | None, now: datetime) -> Waiting:
    held = review is not None and review.leased_until > now
    if review is None or not held:
        return Waiting(matter_row(matter), "", None)
    return Waiting(matter_row(matter), review.officer, review.leased_until)
