"""What one person said in the last seconds and was too little alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete

from db.models import Fragment
from db.session import transaction

KEEP = timedelta(minutes=1)


@dataclass(frozen=True)
class Told:
    """The words so far, masked, and what was thought of the types before them."""

    text: str
    types: dict[str, float]


def recent(engine: Engine, person: str, now: datetime, within: timedelta) -> Told | None:
    """Return what was said less than `within` ago."""
    with transaction(engine) as session:
        row = session.get(Fragment, person)
        return Told(row.text, dict(row.types)) if row and now - row.told_at <= within else None


def keep(engine: Engine, person: str, told: Told, now: datetime) -> None:
    """Keep the words for the next message."""
    with transaction(engine) as session:
        session.merge(Fragment(person=person, text=told.text, types=told.types, told_at=now, expires_at=now + KEEP))


def drop(engine: Engine, person: str) -> None:
    """Forget the words: they were understood."""
    with transaction(engine) as session:
        session.execute(delete(Fragment).where(Fragment.person == person))
