"""Which matters a figure is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func

from db.record_models import DailyCount, Matter, Place
from db.retention import UNSURE


@dataclass(frozen=True)
class Where:
    """Which matters; what is None does not matter.

    Attributes:
        since: first day.
        until: last day.
        unsure: only where the assistant was unsure; has no counts behind ROW_DAYS.
        outcome: safe, paid or thinking; only matters that still have rows.
    """

    since: date
    until: date
    type: str | None = None
    group: str | None = None
    stage: str | None = None
    verdict: str | None = None
    channel: str | None = None
    place: str | None = None
    township: str | None = None
    village: str | None = None
    unsure: bool = False
    outcome: str | None = None


def joined(asked: Any, table: Any) -> Any:
    """Return a query over `Matter` or `DailyCount` that knows the places."""
    return asked.outerjoin(Place, Place.id == table.place)


def narrowed(asked: Any, table: Any, where: Where) -> Any:
    """Return a joined query for what `where` says."""
    asked = asked.where(table.day >= where.since.isoformat(), table.day <= where.until.isoformat())
    for name in ("type", "group", "stage", "verdict", "channel", "place"):
        value = getattr(where, name)
        asked = asked if value is None else asked.where(getattr(table, name) == value)
    for name in ("township", "village"):
        value = getattr(where, name)
        asked = asked if value is None else asked.where(func.coalesce(getattr(Place, name), "") == value)
    if table is Matter:
        asked = asked.where(Matter.told.is_(True))
        asked = asked.where(Matter.doubt.in_(UNSURE)) if where.unsure else asked
        return asked if where.outcome is None else asked.where(Matter.outcome == where.outcome)
    return asked.where(DailyCount.matters < 0) if where.unsure or where.outcome is not None else asked
