"""What was decided in the review, and how to take it back: the matter waits again, the figures are as before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.record_models import Matter, Review


def take_back(session: Session, matter: str) -> bool:
    """Undo the decision on a matter; False where there is none any more."""
    row, review = session.get(Matter, matter), session.get(Review, matter)
    if row is None or review is None or not review.outcome:
        return False
    if review.outcome in ("corrected", "ordinary"):
        row.type, row.verdict = review.was_type, review.was_verdict
    session.execute(delete(Review).where(Review.matter == matter))
    return True


def holds(session: Session, matter: str, officer: str, now: datetime) -> bool:
    """Say whether an officer has an undecided matter now."""
    row = session.get(Review, matter)
    return row is not None and row.officer == officer and row.leased_until > now and not row.outcome


def latest(session: Session, most: int) -> list[Review]:
    """Return the latest decisions."""
    asked = select(Review).where(Review.outcome != "").order_by(Review.decided_at.desc(), Review.matter)
    return list(session.scalars(asked.limit(most)))


def decided_count(session: Session) -> int:
    """Return how many decisions there are."""
    return session.scalar(select(func.count()).select_from(Review).where(Review.outcome != "")) or 0
