"""Everything staff ask of a period, counted in one pass: a page needs a dozen figures of the same matters.

`db.statistics` asks one query a figure; here the columns are read once, from an
index that holds all of them, and counted in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session

from db.record_models import DailyCount, Matter, Place
from db.retention import UNSURE
from db.session import transaction
from db.where import Where, joined, narrowed

DIMENSIONS = ("day", "type", "group", "stage", "verdict", "channel", "place")
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Figures:
    """What a period comes to.

    Attributes:
        matters: all of them.
        unsure: of them, where the assistant was unsure.
        asked: of them, whose person was asked how it ended; only of matters that still have rows.
        by: how many by day, type, group, stage, verdict, channel, place, township, village and outcome.
        paid_by_day: whose money was gone.
        unsure_by_day: where the assistant was unsure.
        safe_by_stage: who said afterwards that they had not paid, by the stage in which they asked.
    """

    matters: int = 0
    unsure: int = 0
    asked: int = 0
    by: Mapping[str, Counts] = field(default_factory=dict)
    paid_by_day: Counts = field(default_factory=dict)
    unsure_by_day: Counts = field(default_factory=dict)
    safe_by_stage: Counts = field(default_factory=dict)


def figures(engine: Engine, where: Where) -> Figures:
    """Return what a period comes to, old matters of which only counts are left with the others."""
    with transaction(engine) as session:
        live = session.execute(_asked(_LIVE, Matter, where)).all()
        old = session.execute(_asked(_OLD, DailyCount, where)).all()
        spots = _spots(session)
    return _summed(live, old, spots)


_LIVE = (*(getattr(Matter, name) for name in DIMENSIONS), Matter.doubt, Matter.outcome, Matter.asked_at.is_not(None))
_OLD = (
    *(getattr(DailyCount, name) for name in DIMENSIONS),
    *(DailyCount.matters, DailyCount.unsure, DailyCount.safe, DailyCount.paid),
)


def _asked(columns: Sequence[Any], table: Any, where: Where) -> Select[Any]:
    asked = select(*columns).select_from(table)
    if where.township is not None or where.village is not None:
        asked = joined(asked, table)
    narrow: Select[Any] = narrowed(asked, table, where)
    return narrow


def _spots(session: Session) -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in session.execute(select(Place.id, Place.township, Place.village))}


def _summed(live: Sequence[Any], old: Sequence[Any], spots: Mapping[str, tuple[str, str]]) -> Figures:
    columns: list[Sequence[Any]] = [*zip(*live, strict=True)] or [()] * len(_LIVE)
    named = dict(zip((*DIMENSIONS, "doubt", "outcome", "asked"), columns, strict=True))
    by = {name: Counter[str](named[name]) for name in (*DIMENSIONS, "outcome")}
    paid = _where(zip(named["day"], (stage == "paid" for stage in named["stage"]), strict=True))
    unsure = _where(zip(named["day"], (doubt in UNSURE for doubt in named["doubt"]), strict=True))
    safe = _where(zip(named["stage"], (outcome == "safe" for outcome in named["outcome"]), strict=True))
    for row in old:
        _add(row, by, paid, unsure, safe)
    for index, name in enumerate(("township", "village")):
        by[name] = Counter[str]()
        for place, number in by["place"].items():
            by[name][spots.get(place, ("", ""))[index]] += number
    return Figures(sum(by["day"].values()), sum(unsure.values()), sum(named["asked"]), by, paid, unsure, safe)


def _where(pairs: Iterable[tuple[str, bool]]) -> Counter[str]:
    return Counter(key for key, is_so in pairs if is_so)


def _add(row: Any, by: dict[str, Counter[str]], paid: Counter[str], unsure: Counter[str], safe: Counter[str]) -> None:
    """Add what is left of old matters."""
    for name in DIMENSIONS:
        by[name][getattr(row, name)] += row.matters
    for outcome, number in (("safe", row.safe), ("paid", row.paid)):
        by["outcome"][outcome] += number
    by["outcome"][""] += row.matters - row.safe - row.paid
    unsure[row.day] += row.unsure
    paid[row.day] += row.matters if row.stage == "paid" else 0
    safe[row.stage] += row.safe
