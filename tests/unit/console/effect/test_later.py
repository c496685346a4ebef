"""Before and after are of the same length, and a side that nobody counted is not nought."""

from __future__ import annotations

from datetime import date

import pytest

from bot.console.effect.later import NOTHING_BEFORE, TOO_NEW, Window, later_table, window
from bot.console.effect.said import CHANCE
from db.taking_part import Told

TODAY, FIRST = date(2026, 11, 26), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("first", "earliest", "weeks", "why"),
    [
        (FIRST, date(2026, 1, 1), 3, ""),  # 25 days since: three whole weeks
        (date(2026, 9, 1), date(2026, 1, 1), 4, ""),  # no more than was chosen
        (FIRST, date(2026, 10, 20), 1, ""),  # twelve days before
        (date(2026, 11, 20), date(2026, 1, 1), 0, TOO_NEW),
        (FIRST, date(2026, 10, 30), 0, NOTHING_BEFORE),
        (FIRST, date(2026, 11, 9), 0, NOTHING_BEFORE),
        (FIRST, None, 0, NOTHING_BEFORE),
    ],
)
def test_as_many_weeks_before_as_after(first: date, earliest: date | None, weeks: int, why: str) -> None:
    assert window(first, 4, earliest, TODAY) == Window(first, weeks, why)


def test_two_numbers_stand_beside_each_other() -> None:
    found = [
        Told("2026-10-24", "柳河镇", 99, 99, 99),  # the day before the window
        Told("2026-10-25", "柳河镇", 5, 2, 1),
        Told("2026-10-31", "柳河镇", 3, 0, 1),
        Told("2026-11-01", "柳河镇", 6, 1, 2),
        Told("2026-11-07", "柳河镇", 5, 1, 0),
        Told("2026-11-08", "柳河镇", 99, 99, 99),  # the day after it
        Told("2026-11-01", "城东街道", 50, 50, 50),
    ]
    windows = {"城东街道": Window(date(2026, 11, 24), 0, TOO_NEW), "柳河镇": Window(FIRST, 1)}
    made = later_table(windows, found)
    assert [row.cells for row in made.rows] == [
        ("柳河镇", "2026年11月1日", 1, 8, 11, 2, 2, 2, 2, CHANCE),
        ("城东街道", "2026年11月24日", None, None, None, None, None, None, None, TOO_NEW),
    ]
    assert all(len(row.cells) == len(made.columns) for row in made.rows)
