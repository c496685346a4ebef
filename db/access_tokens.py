"""Access tokens of platforms, shared by all processes. Values are sealed by the caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from db.models import AccessToken
from db.session import transaction


@dataclass(frozen=True)
class Kept:
    """A token at rest.

    Attributes:
        sealed: the token, encrypted.
        expires_at: when the platform stops taking it.
        forced_at: when an earlier token was last made invalid.
    """

    sealed: str
    expires_at: datetime
    forced_at: datetime | None = None


def load(engine: Engine, app_id: str) -> Kept | None:
    """Return the token of an account, whether it has expired or not."""
    with transaction(engine) as session:
        row = session.get(AccessToken, app_id)
        return Kept(row.sealed, row.expires_at, row.forced_at) if row else None


def save(engine: Engine, app_id: str, kept: Kept) -> None:
    """Keep a token in place of the one before."""
    with transaction(engine) as session:
        row = AccessToken(app_id=app_id, sealed=kept.sealed, expires_at=kept.expires_at, forced_at=kept.forced_at)
        session.merge(row)
