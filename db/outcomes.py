"""How a matter ended, asked once: not paid, paid, still thinking; and whom WeChat lets us ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, or_, select, update

from db.assessments import current_matter
from db.models import Case
from db.record_models import Matter, Outgoing
from db.session import transaction

OUTCOME, CALL = "outcome", "call"
SAFE, PAID, THINKING = "safe", "paid", "thinking"
WITHIN = timedelta(hours=48)  # after the last message; WeChat allows no more
AFTER = timedelta(hours=24)
CLAIM = timedelta(minutes=10)  # a process that died while sending


@dataclass(frozen=True)
class Due:
    """Somebody to write to; `sealed` is WeChat's id of them."""

    person: str
    about: str
    sealed: str
    said_at: datetime


def mark_asked(engine: Engine, person: str, now: datetime) -> bool:
    """Claim the one question of a person's matter; False when it was asked before."""
    with transaction(engine) as session:
        matter = current_matter(session, person)
        free = update(Matter).where(Matter.id == matter, Matter.asked_at.is_(None), Matter.outcome == "")
        asked = session.execute(free.values(asked_at=now))
        return bool(asked.rowcount == 1)  # type: ignore[attr-defined]


def answer(engine: Engine, person: str, outcome: str) -> None:
    """Keep how the person's matter ended."""
    with transaction(engine) as session:
        matter = current_matter(session, person)
        session.execute(update(Matter).where(Matter.id == matter).values(outcome=outcome))
        session.execute(delete(Outgoing).where(Outgoing.person == person, Outgoing.about == OUTCOME))


def plan(engine: Engine, person: str, about: str, sealed: str, due: datetime, now: datetime) -> None:
    """Plan to write to a person; what was planned about the same is moved."""
    with transaction(engine) as session:
        session.merge(
            Outgoing(person=person, about=about, sealed=sealed, due_at=due, claimed_at=None, expires_at=now + WITHIN)
        )


def cancel(engine: Engine, person: str, about: str) -> None:
    """Write to nobody about it."""
    with transaction(engine) as session:
        session.execute(delete(Outgoing).where(Outgoing.person == person, Outgoing.about == about))


def claim_due(engine: Engine, now: datetime) -> Due | None:
    """Claim one person to write to; only one process gets each."""
    free = or_(Outgoing.claimed_at.is_(None), Outgoing.claimed_at < now - CLAIM)
    with transaction(engine) as session:
        asked = select(Outgoing).where(Outgoing.due_at <= now, Outgoing.expires_at > now, free)
        row = session.scalars(asked.order_by(Outgoing.due_at).limit(1)).first()
        if row is None:
            return None
        mine = update(Outgoing).where(Outgoing.person == row.person, Outgoing.about == row.about, free)
        if session.execute(mine.values(claimed_at=now)).rowcount != 1:  # type: ignore[attr-defined]
            return None
        return Due(row.person, row.about, row.sealed, row.expires_at - WITHIN)


def offer_choices(engine: Engine, person: str, choices: list[dict[str, Any]]) -> bool:
    """Put choices into the stored case, so that an answer by number is understood; False without a case."""
    with transaction(engine) as session:
        row = session.get(Case, person, with_for_update=True)
        if row is None:
            return False
        row.data = {**row.data, "choices": choices}
        row.version += 1
        return True
