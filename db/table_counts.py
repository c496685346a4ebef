"""How many rows each table has, and how many should be gone already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from db.models import Base
from db.record_models import AssessmentRow, Matter

GRACE = timedelta(minutes=10)  # the purge runs every minute


@dataclass(frozen=True)
class Count:
    """Rows of a table; `overdue` should have been deleted more than ten minutes ago."""

    rows: int
    overdue: int


def counts(session: Session, now: datetime, words: timedelta, rows: timedelta) -> dict[str, Count]:
    """Return the counts of every table.

    Args:
        session: to read with.
        now: current time.
        words: how long words are kept.
        rows: how long matters are kept.
    """
    late = {
        AssessmentRow.__tablename__: (~AssessmentRow.blank) & (AssessmentRow.at < now - words - GRACE),
        Matter.__tablename__: Matter.last_at < now - rows - GRACE,
    }
    return {table.name: _counted(session, table, _overdue(table, now, late)) for table in Base.metadata.sorted_tables}


def _overdue(table: Table, now: datetime, late: dict[str, Any]) -> Any:
    if table.name in late:
        return late[table.name]
    return table.c.expires_at <= now - GRACE if "expires_at" in table.c else None


def _counted(session: Session, table: Table, overdue: Any) -> Count:
    rows = select(func.count()).select_from(table)
    late = 0 if overdue is None else session.scalar(rows.where(overdue)) or 0
    return Count(session.scalar(rows) or 0, late)
