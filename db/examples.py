"""Training examples as staff look through them: counted, searched, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from db.models import Example


@dataclass(frozen=True)
class Wanted:
    """Which examples; what is empty does not limit.

    Attributes:
        intent: label.
        containing: words that stand in the text.
        stage: how far things have gone; "-": not judged.
        retired: those that are no longer trained on instead.
    """

    intent: str = ""
    containing: str = ""
    stage: str = ""
    retired: bool = False


def _narrowed(statement: Select[Any], wanted: Wanted) -> Select[Any]:
    statement = statement.where(Example.retired.is_(wanted.retired))
    if wanted.intent:
        statement = statement.where(Example.intent == wanted.intent)
    if wanted.containing:
        statement = statement.where(Example.text.contains(wanted.containing, autoescape=True))
    if wanted.stage:
        statement = statement.where(Example.stage == ("" if wanted.stage == "-" else wanted.stage))
    return statement


def count(session: Session, wanted: Wanted) -> int:
    """Return how many there are."""
    return session.scalar(_narrowed(select(func.count()).select_from(Example), wanted)) or 0


def page(session: Session, wanted: Wanted, skip: int, most: int) -> list[Example]:
    """Return some of them, by label and then in a fixed order."""
    statement = _narrowed(select(Example), wanted).order_by(Example.intent, Example.id)
    return list(session.scalars(statement.offset(skip).limit(most)))


def one(session: Session, example_id: str) -> Example | None:
    """Return one example, a retired one too."""
    return session.get(Example, example_id)


def counts(session: Session) -> dict[str, tuple[int, int]]:
    """Return label → (how many are trained on, how many are retired)."""
    kept = func.sum(case((Example.retired.is_(False), 1), else_=0))
    rows = session.execute(select(Example.intent, kept, func.count()).group_by(Example.intent))
    return {intent: (int(used), int(total - used)) for intent, used, total in rows}


def labels(session: Session) -> list[str]:
    """Return every label that has an example."""
    return list(session.scalars(select(Example.intent).distinct().order_by(Example.intent)))
