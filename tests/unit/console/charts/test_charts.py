"""Charts: where things stand, and the same in words."""

from __future__ import annotations

import pytest

from bot.console.charts.bars import NAME, VALUE, WIDTH, bars
from bot.console.charts.columns import BOTTOM, HEIGHT, MOST_NAMES, TOP, columns


def test_the_longest_bar_fills_the_room_and_the_others_are_in_proportion() -> None:
    chart = bars("type", "类型", [("甲", 40), ("乙", 10), ("丙", 0)])
    assert [bar.length for bar in chart.bars] == [WIDTH - NAME - VALUE, (WIDTH - NAME - VALUE) / 4, 0]
    assert chart.told == "甲 40 件；乙 10 件；丙 0 件"
    assert [bar.y for bar in chart.bars] == sorted({bar.y for bar in chart.bars})


def test_a_long_name_is_cut_in_the_picture_and_whole_in_words() -> None:
    chart = bars("type", "类型", [("一二三四五六七八九十一二三四", 1)])
    assert chart.bars[0].name == "一二三四五六七八九十一…"
    assert "三四 1 件" in chart.told


def test_columns_stand_on_the_floor_and_a_part_is_within_its_whole() -> None:
    chart = columns("week", "每周", [("一", 10, 4), ("二", 5, 0)], "来问的", "钱已经转了")
    assert all(step.top + step.height == pytest.approx(chart.floor) for step in chart.steps)
    assert chart.steps[0].height == HEIGHT - BOTTOM - TOP
    assert chart.steps[0].part_top > chart.steps[0].top
    assert chart.told == "一 来问的 10 件，钱已经转了 4 件；二 来问的 5 件，钱已经转了 0 件"


def test_many_columns_are_not_all_named() -> None:
    chart = columns("day", "每天", [(str(n), 1, 0) for n in range(90)], "", "")
    assert 0 < sum(bool(step.name) for step in chart.steps) <= MOST_NAMES


@pytest.mark.parametrize("values", [[], [("一", 0, 0)]])
def test_nothing_is_drawn_as_nothing(values: list[tuple[str, int, int]]) -> None:
    assert all(step.height == 0 for step in columns("week", "每周", values, "", "").steps)
    assert bars("type", "类型", []).height == 0
