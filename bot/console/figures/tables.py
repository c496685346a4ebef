"""Figures as tables. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bot.console.figures.asked import EMPTY, Asked
from bot.console.figures.names import DIMENSIONS, OUTCOMES, STAGES, VERDICTS, Names
from bot.console.figures.table import COUNT, RATE, SHARE, Column, Row, Table, share
from db.figures import Figures
from db.rising import FEW, WEEKS_BEFORE, Trend, trend

RISING = "rising"
TABLES = {**DIMENSIONS, RISING: "哪些在涨"}
_IN_ORDER = {"stage": tuple(STAGES), "verdict": tuple(VERDICTS)}
_TIME = ("day", "week")


def table(by: str, found: Figures, asked: Asked, names: Names) -> Table:
    """Return how many there are by one thing.

    Args:
        by: one of `DIMENSIONS`.
        found: the figures of what was asked.
        asked: the period, so that each line leads to its cases.
        names: of what is counted.
    """
    if by in _TIME:
        return _over_time(by, found, asked, names)
    if by == "outcome":
        return _outcomes(found, asked)
    rows = tuple(
        Row((names.of(by, key), number, share(number, found.matters)), asked.query(**{by: key or EMPTY}))
        for key, number in _ordered(by, found.by.get(by, {}))
        if number
    )
    return Table(by, DIMENSIONS[by], (Column(DIMENSIONS[by]), Column("件数", COUNT), Column("占比", SHARE)), rows)


def _ordered(by: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return stages as they follow each other, anything else the most frequent first and what has no name last."""
    if by in _IN_ORDER:
        return [(key, counts.get(key, 0)) for key in _IN_ORDER[by]]
    return sorted(counts.items(), key=lambda one: (not one[0], -one[1], one[0]))


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _over_time(by: str, found: Figures, asked: Asked, names: Names) -> Table:
    """Return every day or week of the period, those without anybody too."""
    step = timedelta(days=7 if by == "week" else 1)
    begin = monday(asked.since) if by == "week" else asked.since
    starts = [begin + step * n for n in range((asked.until - begin) // step + 1)]
    of = monday if by == "week" else _itself
    columns = [_grouped(counts, of) for counts in (found.by.get("day", {}), found.paid_by_day, found.unsure_by_day)]
    rows = tuple(
        Row(
            (names.of(by, start.isoformat()), *(column[start] for column in columns)),
            asked.within(max(start, asked.since), min(start + step - timedelta(days=1), asked.until)).query(),
        )
        for start in starts
    )
    heads = (Column(DIMENSIONS[by]), Column("件数", COUNT), Column(STAGES["paid"], COUNT), Column("拿不准", COUNT))
    return Table(by, DIMENSIONS[by], heads, rows)


def _itself(day: date) -> date:
    return day


def _grouped(counts: Mapping[str, int], of: Callable[[date], date]) -> Counter[date]:
    found = Counter[date]()
    for day, number in counts.items():
        found[of(date.fromisoformat(day))] += number
    return found


def _outcomes(found: Figures, asked: Asked) -> Table:
    counts = found.by.get("outcome", {})
    rows = tuple(
        Row((name, counts.get(key, 0), share(counts.get(key, 0), found.matters)), asked.query(outcome=key or EMPTY))
        for key, name in OUTCOMES.items()
    )
    return Table("outcome", DIMENSIONS["outcome"], (Column("回答"), Column("件数", COUNT), Column("占比", SHARE)), rows)


def trends(now: Figures, before: Figures) -> list[Trend]:
    """Return how each type goes, what surely rises first; `before` are the four weeks before `now`."""
    new, old = now.by.get("type", {}), before.by.get("type", {})
    found = [trend(name, new.get(name, 0), old.get(name, 0)) for name in {*new, *old} if name]
    return sorted(found, key=lambda one: (not one.rising, one.few, -one.low, -one.this_week, one.type))


def rising_table(found: list[Trend], week: Asked, names: Names) -> Table:
    """Return the trends; how sure they are is said in words."""
    rows = tuple(
        Row(
            (names.of("type", one.type), one.this_week, one.before, one.ratio, judged(one)),
            week.query(type=one.type),
        )
        for one in found
    )
    columns = (
        Column("类型"),
        Column("最近7天", COUNT),
        Column(f"前{WEEKS_BEFORE}周平均每周", RATE),
        Column("是平常的几倍", RATE),
        Column("怎么看"),
    )
    return Table(RISING, TABLES[RISING], columns, rows)


def judged(one: Trend) -> str:
    """Return how a trend is to be read."""
    if one.few:
        return f"五周不到{FEW}件，太少，看不出涨跌"
    if one.rising:
        return "在涨，不像是碰巧" if one.ratio is not None else "新冒出来的"
    if one.high is not None and one.high < 1:
        return "在降，不像是碰巧"
    return "涨跌不明显，可能是碰巧"
