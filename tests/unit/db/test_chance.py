"""Intervals of shares are those of the literature and of scipy."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from db.chance import difference, wilson


@pytest.mark.parametrize(("part", "whole"), [(0, 1), (0, 10), (5, 10), (10, 10), (1, 200), (81, 263)])
def test_wilson_is_what_scipy_finds(part: int, whole: int) -> None:
    known = binomtest(part, whole).proportion_ci(0.95, method="wilson")
    assert wilson(part, whole) == pytest.approx((known.low, known.high), abs=1e-4)


def test_of_nobody_nothing_is_known_and_no_share_is_more_than_all() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="11 of 10"):
        wilson(11, 10)
    with pytest.raises(ValueError, match="nobody"):
        difference((0, 0), (1, 10))


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),  # Newcombe 1998, table II, method 10
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_is_newcombes(one: tuple[int, int], other: tuple[int, int], low: float, high: float) -> None:
    assert difference(one, other) == pytest.approx((low, high), abs=1e-4)
