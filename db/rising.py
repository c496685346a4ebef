"""Which types are rising: the last seven days against the four weeks before, with what chance alone could do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine

from db.chance import wilson
from db.statistics import counts
from db.where import Where

WEEKS_BEFORE = 4
FEW = 10  # matters in five weeks under which no trend should be read from them


@dataclass(frozen=True)
class Trend:
    """How a type goes.

    Attributes:
        this_week: matters in the last seven days.
        before: matters a week, on average, in the four weeks before.
        ratio: this week against before; None where there was none before.
        low: the ratio is at least this, with 95 % certainty.
        high: and at most this; None where nothing bounds it.
        rising: more than chance would do.
        few: the numbers are too small to say anything; shown, but marked.
    """

    type: str
    this_week: int
    before: float
    ratio: float | None
    low: float
    high: float | None
    rising: bool
    few: bool


def rising(engine: Engine, today: date, where: Where | None = None) -> list[Trend]:
    """Return every type that was told in five weeks, what surely rises first.

    Args:
        engine: the database.
        today: last of the seven days.
        where: narrows to a place or a group; its days do not count.
    """
    week, first = today - timedelta(days=6), today - timedelta(days=6 + 7 * WEEKS_BEFORE)
    told = where or Where(first, today)
    now = {one.key: one.matters for one in counts(engine, "type", _within(told, week, today))}
    old = {one.key: one.matters for one in counts(engine, "type", _within(told, first, week - timedelta(days=1)))}
    trends = [trend(name, now.get(name, 0), old.get(name, 0)) for name in {*now, *old} if name]
    return sorted(trends, key=lambda one: (not one.rising, one.few, -one.low, -one.this_week, one.type))


def trend(type_id: str, this_week: int, four_weeks: int) -> Trend:
    """Compare two counts: given their sum, this week's share is binomial, one in five if nothing changed."""
    low, high = wilson(this_week, this_week + four_weeks)
    few = this_week + four_weeks < FEW
    at_least = _ratio(low) or 0.0
    return Trend(
        type=type_id,
        this_week=this_week,
        before=four_weeks / WEEKS_BEFORE,
        ratio=this_week * WEEKS_BEFORE / four_weeks if four_weeks else None,
        low=at_least,
        high=_ratio(high),
        rising=not few and at_least > 1.0,
        few=few,
    )


def _ratio(share: float) -> float | None:
    """Return the ratio of weekly rates that a share of the sum stands for."""
    return None if share > 1.0 - 1e-9 else WEEKS_BEFORE * share / (1.0 - share)


def _within(where: Where, since: date, until: date) -> Where:
    return Where(**{**where.__dict__, "since": since, "until": until})
