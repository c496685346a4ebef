"""What works is told with how sure it is, and small numbers as small."""

from __future__ import annotations

import pytest

from bot.console.bulletin.effect import effect, share_words, small, wilson
from bot.console.figures.names import Names
from db.figures import Figures
from db.posters import Scans
from db.taking_part import TookPart


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)]
)
def test_wilson(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.001)


def test_small_numbers_are_shown_as_small() -> None:
    assert [small(number) for number in (0, 1, 4, 5)] == ["0", "不足5", "不足5", "5"]
    assert share_words(1, 4) == "人太少，不算比例"
    assert share_words(5, 10) == "50%（24%到76%之间）"


def test_scans_stand_beside_what_was_asked_and_what_nobody_counts_is_not_nought() -> None:
    found = [Scans("health_product", "elderly", "market", "柳河镇", 40), Scans("loan_fake", "student", "school", "", 2)]
    this = Figures(by={"township": {"柳河镇": 20, "": 3}, "group": {"elderly": 12}})
    made = effect(found, TookPart(), this, Figures(by={"township": {"柳河镇": 4}}), Names())
    rows = [row.cells[1:] for row in made.tables[0].rows]
    assert rows == [("40", "20", "20%（8%到42%之间）"), ("不足5", "不足5", "人太少，不算比例")]
    assert "42 次" in made.lines[0]
    assert not [line for line in made.lines if "演练" in line]
    assert "演练 7 次" in effect(found, TookPart(drills=7), this, Figures(), Names()).lines[1]
