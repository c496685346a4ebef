"""What is reported before and after publicity began in a township: two numbers beside each other, no effect. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.console.effect.said import changed
from bot.console.figures.table import COUNT, Column, Row, Table
from db.taking_part import Told

WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
TOO_NEW = "宣传还不满一周，过几天再看"
NOTHING_BEFORE = "宣传以前还没有用助手，没有数可比"


@dataclass(frozen=True)
class Window:
    """As many whole weeks before publicity began as after it; none where one side is missing."""

    first: date
    weeks: int
    why: str = ""

    @property
    def begin(self) -> date:
        """Return the first day that is counted."""
        return self.first - self.weeks * WEEK

    @property
    def end(self) -> date:
        """Return the last day that is counted."""
        return self.first + self.weeks * WEEK - DAY


def window(first: date, most: int, earliest: date | None, today: date) -> Window:
    """Return which weeks are compared.

    Args:
        first: the day on which publicity began.
        most: weeks on each side.
        earliest: the first day of which anything was told at all; before it, none is not the same as nobody.
        today: not over yet, so it does not count.
    """
    after, before = (today - first) // WEEK, (first - (earliest or first)) // WEEK
    if after < 1:
        return Window(first, 0, TOO_NEW)
    return Window(first, max(0, min(most, after, before)), "" if before >= 1 else NOTHING_BEFORE)


def later_table(windows: Mapping[str, Window], found: Iterable[Told]) -> Table:
    """Return matters told, lost and kept, before and after, by township."""
    known = list(found)
    ordered = sorted(windows.items(), key=lambda one: (one[1].first, one[0]))
    rows = tuple(_row(name, one, [each for each in known if each.township == name]) for name, one in ordered)
    columns = (
        Column("乡镇街道"),
        Column("从哪天起"),
        Column("各几周", COUNT),
        *(Column(f"{what}{when}", COUNT) for what in ("来问，", "已转，", "没转，") for when in "前后"),
        Column("来问的怎么看"),
    )
    return Table("later", "宣传前后来问的", columns, rows)


def _row(name: str, one: Window, found: list[Told]) -> Row:
    day = f"{one.first.year}年{one.first.month}月{one.first.day}日"
    if not one.weeks:
        return Row((name, day, None, *([None] * 6), one.why))
    begin, first, end = one.begin.isoformat(), one.first.isoformat(), one.end.isoformat()
    before = _three(each for each in found if begin <= each.day < first)
    after = _three(each for each in found if first <= each.day <= end)
    pairs = [number for pair in zip(before, after, strict=True) for number in pair]
    return Row((name, day, one.weeks, *pairs, changed(after[0], before[0])))


def _three(found: Iterable[Told]) -> tuple[int, int, int]:
    known = list(found)
    return sum(one.matters for one in known), sum(one.paid for one in known), sum(one.safe for one in known)
