"""The next matter for an officer; two never get the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, select

from db import reviews
from db.record_models import Review
from db.session import transaction

_AT_ONCE = 50


def take_next(engine: Engine, officer: str, now: datetime, doubt: str = "") -> str:
    """Take the matter that waits longest and return it; empty when nothing waits.

    Whoever still has one gets that one again: nobody hoards.
    """
    if mine := held_by(engine, officer, now):
        return mine
    page = 1
    while True:
        waiting, total = reviews.queue(engine, now, doubt, page, _AT_ONCE)
        for one in waiting:
            if not one.officer and reviews.claim(engine, one.matter.id, officer, now):
                return one.matter.id
        if page * _AT_ONCE >= total:
            return ""
        page += 1


def held_by(engine: Engine, officer: str, now: datetime) -> str:
    """Return the matter that an officer has, empty for none."""
    asked = select(Review.matter).where(Review.officer == officer, Review.outcome == "", Review.leased_until > now)
    with transaction(engine) as session:
        return session.scalars(asked.order_by(Review.leased_until, Review.matter).limit(1)).first() or ""
