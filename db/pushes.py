"""Who sends an answer that goes out by itself: late, or what did not fit the reply."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite

from db.models import Push
from db.session import transaction

Key = tuple[str, str]
LATE, REST = "late", "rest"
KEEP = timedelta(minutes=10)  # far longer than a platform repeats a message


def claim(engine: Engine, person: str, message_id: str, part: str, now: datetime) -> bool:
    """Claim the sending; only the first caller of all processes gets True."""
    return bool(claim_many(engine, [(person, message_id)], part, now))


def claim_many(engine: Engine, keys: Collection[Key], part: str, now: datetime) -> set[Key]:
    """Claim many in one transaction.

    Args:
        engine: the database.
        keys: (person, message id) of each.
        part: `LATE` or `REST`.
        now: current time.

    Returns:
        The keys that nobody had claimed before.
    """
    insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    expires = now + KEEP
    rows = [
        {"person": person, "message_id": message_id, "part": part, "expires_at": expires} for person, message_id in keys
    ]
    statement = insert(Push).values(rows).on_conflict_do_nothing().returning(Push.person, Push.message_id)
    with transaction(engine) as session:
        return {(row.person, row.message_id) for row in session.execute(statement)}


def claimed(engine: Engine, person: str, message_id: str) -> str:
    """Return what of a message is being sent, empty when nothing is."""
    with transaction(engine) as session:
        row = session.get(Push, (person, message_id))
        return row.part if row else ""
