"""Who sends an answer that goes out by itself: late, or what did not fit the reply."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from db.models import Push
from db.session import transaction

LATE, REST = "late", "rest"
KEEP = timedelta(minutes=10)  # far longer than a platform repeats a message


def claim(engine: Engine, person: str, message_id: str, part: str, now: datetime) -> bool:
    """Claim the sending; only the first caller of all processes gets True."""
    try:
        with transaction(engine) as session:
            session.add(Push(person=person, message_id=message_id, part=part, expires_at=now + KEEP))
        return True
    except IntegrityError:
        return False


def claimed(engine: Engine, person: str, message_id: str) -> str:
    """Return what of a message is being sent, empty when nothing is."""
    with transaction(engine) as session:
        row = session.get(Push, (person, message_id))
        return row.part if row else ""
