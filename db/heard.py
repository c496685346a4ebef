"""What was heard of one person and is not confirmed yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete

from db.models import HeardText
from db.session import transaction

KEEP = timedelta(minutes=10)


def keep(engine: Engine, person: str, text: str, now: datetime) -> None:
    """Keep masked words until the person says whether they are right; earlier ones go."""
    with transaction(engine) as session:
        session.merge(HeardText(person=person, text=text, expires_at=now + KEEP))


def waiting(engine: Engine, person: str, now: datetime) -> str:
    """Return the words that wait for a yes or no, empty when there are none."""
    with transaction(engine) as session:
        row = session.get(HeardText, person)
        return row.text if row is not None and row.expires_at > now else ""


def drop(engine: Engine, person: str) -> None:
    """Forget the words: they were confirmed, denied, or something else was said instead."""
    with transaction(engine) as session:
        session.execute(delete(HeardText).where(HeardText.person == person))
