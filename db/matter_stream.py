"""All matters behind a figure, one after the other, for a file: short transactions, and never all in memory."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Engine, and_, or_, select

from db.matters import MatterRow, matter_row
from db.record_models import Matter
from db.session import transaction
from db.where import Where, joined, narrowed

BATCH = 1000


def stream(engine: Engine, where: Where, batch: int = BATCH) -> Iterator[MatterRow]:
    """Return the matters, the latest first; what comes in meanwhile is not among them twice."""
    asked = narrowed(joined(select(Matter).select_from(Matter), Matter), Matter, where)
    ordered = asked.order_by(Matter.last_at.desc(), Matter.id).limit(batch)
    last: MatterRow | None = None
    while True:
        after = ordered if last is None else ordered.where(_after(last))
        with transaction(engine) as session:
            rows = [matter_row(row) for row in session.scalars(after)]
        yield from rows
        if len(rows) < batch:
            return
        last = rows[-1]


def _after(last: MatterRow) -> ColumnElement[bool]:
    return or_(Matter.last_at < last.last_at, and_(Matter.last_at == last.last_at, Matter.id > last.id))
