"""How long assessments are kept: words for TEXT_DAYS, matters for ROW_DAYS, then only how many of a day were alike.

Every batch is one transaction that takes rows away and counts exactly those it
took: stopped at any point, or run by two processes at once, nothing is counted
twice and nothing is lost.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from db.record_models import AssessmentRow, ClusterMember, DailyCount, Matter, Review
from db.session import transaction

BATCH = 200
MOST_BATCHES = 50  # in one go; the next comes a minute later
_KEY = ("day", "channel", "place", "type", "group", "stage", "verdict")
UNSURE = frozenset({"unsure", "lost", "no_type", "unlikely"})


def keep_to(engine: Engine, now: datetime, words: timedelta, rows: timedelta, batch: int = BATCH) -> tuple[int, int]:
    """Do what is due; returns (messages whose words went, matters that became counts)."""
    blanked = _repeat(engine, now - words, batch, blank_old)
    return blanked, _repeat(engine, now - rows, batch, count_old)


def _repeat(engine: Engine, before: datetime, batch: int, step: Any) -> int:
    done = 0
    for _ in range(MOST_BATCHES):
        with transaction(engine) as session:
            now_done = step(session, before, batch)
        done += now_done
        if now_done < batch:
            break
    return done


def blank_old(session: Session, before: datetime, batch: int) -> int:
    """Take the words out of some messages older than `before`; returns of how many."""
    old = select(AssessmentRow.id).where(AssessmentRow.blank.is_(False), AssessmentRow.at < before)
    ids = session.scalars(old.order_by(AssessmentRow.at).limit(batch)).all()
    if ids:
        of_them = update(AssessmentRow).where(AssessmentRow.id.in_(ids))
        session.execute(of_them.values(text="", signals=[], choice="", blank=True))
    return len(ids)


def count_old(session: Session, before: datetime, batch: int) -> int:
    """Turn some matters older than `before` into counts; returns how many."""
    old = select(Matter.id).where(Matter.last_at < before).order_by(Matter.last_at).limit(batch)
    ids = session.scalars(old).all()
    if not ids:
        return 0
    gone = session.execute(delete(Matter).where(Matter.id.in_(ids)).returning(*_columns())).all()
    for column in (AssessmentRow.matter, Review.matter, ClusterMember.matter):
        session.execute(delete(column.class_).where(column.in_(ids)))
    for key, sums in _sums(gone).items():
        _add(session, key, sums)
    return len(ids)


def _columns() -> list[Any]:
    return [*(getattr(Matter, name) for name in _KEY), Matter.told, Matter.doubt, Matter.outcome]


def _sums(gone: Any) -> dict[tuple[str, ...], Counter[str]]:
    """Return the sums of each kind of matter; a mere greeting is not counted."""
    sums: dict[tuple[str, ...], Counter[str]] = {}
    for row in gone:
        if row.told:
            kinds = {"matters": 1, "unsure": int(row.doubt in UNSURE)}
            ended = {"safe": int(row.outcome == "safe"), "paid": int(row.outcome == "paid")}
            sums.setdefault(tuple(row[: len(_KEY)]), Counter()).update({**kinds, **ended})
    return sums


def _add(session: Session, key: tuple[str, ...], sums: Counter[str]) -> None:
    row = session.get(DailyCount, key, with_for_update=True)
    if row is None:
        row = DailyCount(**dict(zip(_KEY, key, strict=True)), matters=0, unsure=0, safe=0, paid=0)
        session.add(row)
    for name in ("matters", "unsure", "safe", "paid"):
        setattr(row, name, getattr(row, name) + sums[name])
