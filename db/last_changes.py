"""Who last changed each item, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.items import kind_of


def last_changes(session: Session, kind: str) -> dict[str, tuple[datetime, str]]:
    """Return item id → (when, by whom), as their rows say.

    Raises:
        UnknownItem: there is no such kind.
    """
    model = kind_of(kind).model
    rows = session.execute(select(model.id, model.updated_at, model.updated_by))
    return {str(item_id): (at, by) for item_id, at, by in rows}
