"""All matters behind a figure, one after the other, for a file: day by day, so never all in memory or in one query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, select

from db.matters import MatterRow, matter_row
from db.record_models import Matter
from db.session import transaction
from db.where import Where, joined, narrowed


def stream(engine: Engine, where: Where) -> Iterator[MatterRow]:
    """Return the matters, the latest day first; each day is a short transaction of its own."""
    for back in range((where.until - where.since).days + 1):
        day = where.until - timedelta(days=back)
        asked = narrowed(
            joined(select(Matter).select_from(Matter), Matter), Matter, replace(where, since=day, until=day)
        )
        with transaction(engine) as session:
            rows = [matter_row(row) for row in session.scalars(asked.order_by(Matter.last_at.desc(), Matter.id))]
        yield from rows
