"""The matters behind a figure, and the masked messages of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select

from db.record_models import AssessmentRow, Matter
from db.session import transaction
from db.where import Where, joined, narrowed

PAGE = 50


@dataclass(frozen=True)
class MatterRow:
    """A matter behind a figure; the words are read with `messages_of`."""

    id: str
    day: str
    last_at: datetime
    channel: str
    place: str
    type: str
    group: str
    stage: str
    verdict: str
    doubt: str
    outcome: str
    messages: int


@dataclass(frozen=True)
class MessageRow:
    """One message of a matter; pass `text` and quotes through `bot.review.hide.for_staff` before they are shown."""

    at: datetime
    text: str
    choice: str
    intent: str
    type: str
    verdict: str
    stage: str
    ranking: tuple[tuple[str, float], ...]
    signals: tuple[tuple[str, str], ...]
    kind: str
    model: str
    knowledge: int


@dataclass(frozen=True)
class MatterPage:
    """One page of the matters behind a figure, the latest first."""

    rows: tuple[MatterRow, ...]
    total: int
    page: int
    size: int


def matters(engine: Engine, where: Where, page: int = 1, size: int = PAGE) -> MatterPage:
    """Return the matters behind a figure; `page` begins at 1."""
    with transaction(engine) as session:
        total = session.scalar(narrowed(joined(select(func.count()).select_from(Matter), Matter), Matter, where))
        asked = narrowed(joined(select(Matter).select_from(Matter), Matter), Matter, where)
        latest = asked.order_by(Matter.last_at.desc(), Matter.id).limit(size).offset((max(page, 1) - 1) * size)
        rows = tuple(matter_row(row) for row in session.scalars(latest))
    return MatterPage(rows, total or 0, max(page, 1), size)


def messages_of(engine: Engine, matter: str) -> list[MessageRow]:
    """Return the messages of a matter in order; none where its person was forgotten."""
    asked = select(AssessmentRow).where(AssessmentRow.matter == matter).order_by(AssessmentRow.at, AssessmentRow.id)
    with transaction(engine) as session:
        return [_message(row) for row in session.scalars(asked)]


def matter_row(row: Matter) -> MatterRow:
    """Return a matter as data."""
    names = MatterRow.__dataclass_fields__
    return MatterRow(**{name: getattr(row, name) for name in names})


def _message(row: AssessmentRow) -> MessageRow:
    given: dict[str, Any] = {name: getattr(row, name) for name in MessageRow.__dataclass_fields__}
    pairs = {name: tuple((one, two) for one, two in given[name]) for name in ("ranking", "signals")}
    return MessageRow(**{**given, **pairs})
