"""Figures for staff: how many matters by what, and the matters behind any figure.

A matter counts once, on the day of its first message, as it stood at the end.
What is older than ROW_DAYS comes from `daily_counts`, which has no matters
behind it any more. A mere greeting is no matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from db.record_models import DailyCount, Matter, Place
from db.retention import UNSURE
from db.session import transaction
from db.where import Where, joined, narrowed

BY = ("day", "week", "type", "group", "stage", "verdict", "channel", "place", "township", "village")


@dataclass(frozen=True)
class Count:
    """How many matters have a key in common."""

    key: str
    matters: int


@dataclass(frozen=True)
class Totals:
    """What a day or a week comes to.

    Attributes:
        matters: all of them.
        unsure: where the assistant was unsure.
        paid: where money was gone when they asked, or went afterwards.
        safe: who said afterwards that they had not paid.
    """

    matters: int
    unsure: int
    paid: int
    safe: int

    @property
    def unsure_rate(self) -> float | None:
        """Return the share of unsure matters, None where there are none."""
        return self.unsure / self.matters if self.matters else None


def counts(engine: Engine, by: str, where: Where) -> list[Count]:
    """Return how many matters there are of each day, week, type …, days in order, else the most frequent first.

    Raises:
        ValueError: `by` is not one of `BY`.
    """
    if by not in BY:
        raise ValueError(f"by: must be one of {', '.join(BY)}")
    found: Counter[str] = Counter()
    with transaction(engine) as session:
        for table, amount in ((Matter, func.count()), (DailyCount, func.sum(DailyCount.matters))):
            key = _key(table, by)
            asked = joined(select(key, amount).select_from(table), table)
            for value, number in session.execute(narrowed(asked, table, where).group_by(key)):
                found[_week(value) if by == "week" else str(value or "")] += int(number or 0)
    order = sorted(found.items()) if by in ("day", "week") else sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [Count(name, number) for name, number in order]


def totals(engine: Engine, where: Where) -> Totals:
    """Return what the matters come to; the unsure rate and the outcomes belong to it."""
    with transaction(engine) as session:
        live = _live_totals(session, where)
        old = select(*(func.sum(column) for column in _OLD))
        row = session.execute(narrowed(joined(old.select_from(DailyCount), DailyCount), DailyCount, where)).one()
        gone = joined(select(func.sum(DailyCount.matters)).select_from(DailyCount), DailyCount)
        lost = session.scalar(narrowed(gone, DailyCount, where).where(DailyCount.stage == "paid"))
    matters, unsure, safe, later = (int(value or 0) for value in row)
    return Totals(live.matters + matters, live.unsure + unsure, live.paid + int(lost or 0) + later, live.safe + safe)


_OLD = (DailyCount.matters, DailyCount.unsure, DailyCount.safe, DailyCount.paid)


def _live_totals(session: Session, where: Where) -> Totals:
    asked = joined(select(Matter.doubt, Matter.stage, Matter.outcome, func.count()).select_from(Matter), Matter)
    grouped = narrowed(asked, Matter, where).group_by(Matter.doubt, Matter.stage, Matter.outcome)
    rows = session.execute(grouped).all()
    return Totals(
        matters=sum(number for *_, number in rows),
        unsure=sum(number for doubt, _, _, number in rows if doubt in UNSURE),
        paid=sum(number for _, stage, outcome, number in rows if stage == "paid" or outcome == "paid"),
        safe=sum(number for _, _, outcome, number in rows if outcome == "safe"),
    )


def _key(table: Any, by: str) -> Any:
    if by in ("township", "village"):
        return getattr(Place, by)
    return table.day if by == "week" else getattr(table, by)


def _week(day: str) -> str:
    """Return the Monday of a day's week."""
    of = date.fromisoformat(day)
    return (of - timedelta(days=of.weekday())).isoformat()


def by_day(found: Sequence[Count], since: date, until: date) -> list[Count]:
    """Return counts by day with the days on which nobody asked."""
    known = {one.key: one.matters for one in found}
    days = [(since + timedelta(days=n)).isoformat() for n in range((until - since).days + 1)]
    return [Count(day, known.get(day, 0)) for day in days]
