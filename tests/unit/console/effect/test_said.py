"""How a figure is said at the edges: nothing, nine, ten, equal, all."""

from __future__ import annotations

import pytest

from bot.console.effect.said import (
    CHANCE,
    FEWER,
    MORE,
    NO_DIFFERENCE,
    NO_SHARE,
    SAME,
    Portion,
    apart,
    changed,
    number,
    share_words,
    times,
)


@pytest.mark.parametrize(("count", "said"), [(0, 0), (1, "不到10"), (9, "不到10"), (10, 10), (1234, 1234)])
def test_small_numbers_are_said_as_small(count: int, said: str | int) -> None:
    assert number(count) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 次"), (9, "不到10次"), (10, "10 次"), (1234, "1,234 次")])
def test_in_a_sentence_too(count: int, said: str) -> None:
    assert times(count, "次") == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "—"),
        (9, 9, NO_SHARE),
        (0, 10, "0%（0%到28%之间）"),
        (5, 10, "50%（24%到76%之间）"),
        (10, 10, "100%（72%到100%之间）"),
    ],
)
def test_a_share_comes_with_how_sure_it_is_or_not_at_all(part: int, whole: int, said: str) -> None:
    assert share_words(Portion(part, whole)) == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (0, 0, NO_DIFFERENCE),
        (9, 0, NO_DIFFERENCE),
        (10, 0, MORE),
        (0, 10, FEWER),
        (5, 5, SAME),
        (12, 10, CHANCE),
        (60, 30, MORE),
        (30, 60, FEWER),
    ],
)
def test_two_periods_differ_only_where_chance_would_not_do(now: int, before: int, said: str) -> None:
    assert changed(now, before) == said


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ((9, 9), (0, 100), NO_DIFFERENCE),
        ((0, 0), (50, 100), NO_DIFFERENCE),
        ((9, 10), (3, 10), "柳河镇可能真的高一些"),
        ((3, 10), (9, 10), "城东街道可能真的高一些"),
        ((5, 10), (5, 10), "看不出差别，可能只是碰巧"),
        ((10, 10), (10, 10), "看不出差别，可能只是碰巧"),
        ((10, 10), (0, 10), "柳河镇可能真的高一些"),
    ],
)
def test_two_places_differ_only_where_chance_would_not_do(
    one: tuple[int, int], other: tuple[int, int], said: str
) -> None:
    assert apart(Portion(*one), Portion(*other), ("柳河镇", "城东街道")) == said
