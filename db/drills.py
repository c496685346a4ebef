"""How drills and quizzes ended, counted without persons; and what forbids a drill: a loss a short time ago."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from db.assessments import china_day, current_matter
from db.drill_models import DrillCount, QuizCount
from db.record_models import Matter, MatterLink, Place
from db.session import transaction

AFTER_LOSS = timedelta(days=30)
FEWEST = 10  # of fewer people no result is shown: one could be recognised in it


@dataclass(frozen=True)
class Ended:
    """What is counted of one drill."""

    channel: str
    place: str
    group: str
    type: str
    level: str
    ended: str
    scene: int


@dataclass(frozen=True)
class Answered:
    """What is counted of one quiz."""

    channel: str
    place: str
    group: str
    right: int


@dataclass(frozen=True)
class Sum:
    """The result of many, as a sum only."""

    people: int
    right: float


def count_drill(session: Session, ended: Ended, now: datetime) -> None:
    """Count one drill, in the transaction that saves its last reply."""
    _count(session, DrillCount, (china_day(now), *astuple(ended)))


def count_quiz(session: Session, answered: Answered, now: datetime) -> None:
    """Count one quiz, in the transaction that saves its result."""
    _count(session, QuizCount, (china_day(now), *astuple(answered)))


def _count(session: Session, table: type[Any], key: tuple[Any, ...]) -> None:
    row = session.get(table, key, with_for_update=True)
    if row is None:
        names = [column.name for column in table.__table__.primary_key.columns]
        session.add(table(**dict(zip(names, key, strict=True)), number=1))
    else:
        row.number += 1


def lost_lately(engine: Engine, person: str, now: datetime) -> bool:
    """Say whether a person told of a loss in the last 30 days; known as long as their words are kept."""
    links = select(MatterLink.matter).where(MatterLink.person == person, MatterLink.expires_at > now)
    lost = select(Matter.id).where(Matter.id.in_(links), Matter.stage == "paid", Matter.last_at > now - AFTER_LOSS)
    with transaction(engine) as session:
        return session.scalars(lost.limit(1)).first() is not None


def take_back(session: Session, person: str, before: dict[str, Any]) -> None:
    """Set a person's matter to how it stood before words of a drill were taken for a report."""
    stood = {name: str(before.get(name) or empty) for name, empty in (("stage", "none"), ("verdict", "none"))}
    told = any(value != "none" for value in stood.values())
    matter = current_matter(session, person)
    values = {**stood, "type": str(before.get("type") or ""), **({} if told else {"told": False})}
    session.execute(update(Matter).where(Matter.id == matter).values(**values))


def quiz_sum(engine: Engine, place: str = "", township: str = "", since: str = "") -> Sum | None:
    """Return what the people of a place or a township reached together, None where they are too few.

    Args:
        engine: the database.
        place: id of a school, a kiosk, a poster; empty for all.
        township: all places of it; empty for all.
        since: first day, as 2026-11-25; empty for all.
    """
    asked = select(func.coalesce(func.sum(QuizCount.number), 0), func.sum(QuizCount.number * QuizCount.right))
    asked = asked.where(QuizCount.place == place) if place else asked
    asked = asked.where(QuizCount.day >= since) if since else asked
    if township:
        asked = asked.where(QuizCount.place.in_(select(Place.id).where(Place.township == township)))
    with transaction(engine) as session:
        people, right = session.execute(asked).one()
    return Sum(int(people), round(float(right) / int(people), 1)) if people >= FEWEST else None
