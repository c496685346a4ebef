"""What was published, whole, with who, when and why; rows are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.items import Item, item_of, kind_of
from db.models import utc_now
from db.publish_tables import Revision


@dataclass(frozen=True)
class Written:
    """Who published a revision and why."""

    by: str
    approved_by: str = ""
    why: str = ""
    draft_id: int | None = None


def history(session: Session, kind: str, item_id: str) -> list[Revision]:
    """Return the revisions of an item, newest first."""
    asked = select(Revision).where(Revision.kind == kind, Revision.item_id == item_id)
    return list(session.scalars(asked.order_by(Revision.number.desc())))


def latest(session: Session, kind: str, item_id: str) -> Revision | None:
    """Return the newest revision of an item, None where it has none yet."""
    asked = select(Revision).where(Revision.kind == kind, Revision.item_id == item_id)
    return session.scalars(asked.order_by(Revision.number.desc()).limit(1)).first()


def revision(session: Session, kind: str, item_id: str, number: int) -> Revision | None:
    """Return one revision."""
    asked = select(Revision).where(Revision.kind == kind, Revision.item_id == item_id, Revision.number == number)
    return session.scalars(asked).first()


def add(
    session: Session, kind: str, item_id: str, data: dict[str, Any], written: Written, at: datetime | None = None
) -> Revision:
    """Write the next revision of an item."""
    last = latest(session, kind, item_id)
    row = Revision(
        kind=kind,
        item_id=item_id,
        number=(last.number if last else 0) + 1,
        data=data,
        written_by=written.by,
        approved_by=written.approved_by,
        published_at=at or utc_now(),
        why=written.why,
        draft_id=written.draft_id,
    )
    session.add(row)
    session.flush()
    return row


def peek(session: Session, kind: str, item_id: str) -> tuple[int, Item | None]:
    """Return (number, item) as it is published; the number it will get where no revision says it yet."""
    row = session.get(kind_of(kind).model, item_id)
    if row is None:
        return 0, None
    item, last = item_of(kind, row), latest(session, kind, item_id)
    if last is None:
        return 1, item
    return last.number + (last.data != item), item


def current(session: Session, kind: str, item_id: str) -> tuple[int, Item | None]:
    """Return what `peek` does, and write it down as a revision where none says it.

    What the loader brought from the files becomes a revision here, when somebody first
    changes it, so that there is always something to compare with and to go back to.
    """
    number, item = peek(session, kind, item_id)
    if item is not None and revision(session, kind, item_id, number) is None:
        row = session.get_one(kind_of(kind).model, item_id)
        add(session, kind, item_id, item, Written(row.updated_by, why="来自内容文件"), row.updated_at)
    return number, item
