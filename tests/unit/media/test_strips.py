"""A long screenshot is read in strips: no line lost, none doubled."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.media.saw import Line
from bot.media.strips import cut, merge, whole_lines
from tests.unit.media.screens import line


@pytest.mark.parametrize("height", [1, 1728, 1729, 2000, 5000, 37000])
def test_strips_cover_all_and_overlap(height: int) -> None:
    strips = cut(height, 1728, 1152, 144)
    assert strips[0][0] == 0
    assert strips[-1][1] == height
    assert all(before[1] - after[0] >= 144 for before, after in pairwise(strips))
    assert all(bottom - top <= 1728 for top, bottom in strips)


def _read(whole: list[Line], height: int) -> list[Line]:
    """Read a tall picture as the worker does: each strip sees what lies in it, cut where it is cut."""
    found: list[Line] = []
    for top, bottom in cut(height, 1728, 1152, 144):
        seen = []
        for each in whole:
            first, last = max(each.box[0][1], top), min(each.box[2][1], bottom)
            if last - first > 4:
                text = each.text if last - first > 35 else "半行"
                left, right = each.box[0][0], each.box[1][0]
                box = ((left, first - top), (right, first - top), (right, last - top), (left, last - top))
                seen.append(Line(text, box, each.score, each.back))
        found = merge(found, whole_lines(seen, top, bottom, height))
    return found


@pytest.mark.parametrize("step", [40, 47, 61, 97])
def test_every_line_is_there_once(step: int) -> None:
    whole = [line(f"第{number}行", 60, 20 + number * step) for number in range(100)]
    found = _read(whole, 20 + 100 * step + 60)
    assert sorted(each.text for each in found) == sorted(each.text for each in whole)
    assert {each.text: each.box for each in found} == {each.text: each.box for each in whole}


def test_of_two_readings_the_surer_stays() -> None:
    doubtful, sure = line("转五干", 60, 100, score=0.7), line("转五千", 62, 101, score=0.99)
    assert merge([doubtful], [sure]) == [sure]
    assert merge([sure], [doubtful]) == [sure]


def test_neighbours_in_a_row_are_two() -> None:
    assert len(merge([line("收款人", 60, 100)], [line("王某某", 300, 100)])) == 2
