"""The blocklist as staff change it: counted, one entry put on or taken off, an import taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from db.models import Blocked

_AT_ONCE = 500


def counts(session: Session) -> list[tuple[str, str, int, datetime]]:
    """Return (kind, source, how many, when the last came), the most first."""
    many = func.count()
    asked = select(Blocked.kind, Blocked.source, many, func.max(Blocked.added_at)).group_by(
        Blocked.kind, Blocked.source
    )
    return [(kind, source, count, at) for kind, source, count, at in session.execute(asked.order_by(many.desc()))]


def take_off(session: Session, fingerprints: Sequence[str], added_at: datetime | None = None) -> int:
    """Take entries off; returns how many went.

    Args:
        session: the transaction.
        fingerprints: which.
        added_at: only those that came at this moment; one that somebody put on again later stays.
    """
    gone = 0
    for start in range(0, len(fingerprints), _AT_ONCE):
        asked = delete(Blocked).where(Blocked.fingerprint.in_(fingerprints[start : start + _AT_ONCE]))
        asked = asked.where(Blocked.added_at == added_at) if added_at else asked
        gone += session.execute(asked).rowcount  # type: ignore[attr-defined]
    return gone


def get(session: Session, fingerprint: str) -> Blocked | None:
    """Return an entry."""
    return session.get(Blocked, fingerprint)
