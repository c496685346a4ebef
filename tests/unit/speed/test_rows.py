"""From figures to what the table says of them."""

from __future__ import annotations

import math

import pytest

from bench.report import changes_table, table
from bench.rows import AT_LEAST, AT_MOST, Row, median, percentile


def made(sign: str, goal: float, value: float) -> Row:
    return Row("x", "what", sign, goal, value, "×", "50 ms", "10 ms")


@pytest.mark.parametrize(
    ("sign", "goal", "value", "reached", "share"),
    [
        (AT_LEAST, 4.0, 4.0, True, 1.0),
        (AT_LEAST, 4.0, 3.0, False, 0.75),
        (AT_MOST, 1.3, 1.3, True, 1.0),
        (AT_MOST, 1.0, 2.0, False, 0.5),
        (AT_MOST, 5.0, -1.0, True, math.inf),
        (AT_MOST, 5.0, math.nan, False, math.inf),
    ],
)
def test_a_goal_is_reached_or_not(sign: str, goal: float, value: float, reached: bool, share: float) -> None:
    row = made(sign, goal, value)
    assert (row.reached, row.share) == (reached, share)


def test_a_row_that_is_short_says_so() -> None:
    said = table([made(AT_LEAST, 4.0, 3.9), made(AT_LEAST, 4.0, 4.1)])
    assert "| what | ≥ 4.00× | 3.90× | **short** | 50 ms | 10 ms |" in said
    assert "| what | ≥ 4.00× | 4.10× | reached | 50 ms | 10 ms |" in said


def test_percentiles() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert (median(values), percentile(values, 0.99), percentile([3.0], 0.99)) == (51.0, 100.0, 3.0)
    assert math.isnan(percentile([], 0.5))


def test_changes_are_listed_in_their_order() -> None:
    changes = [{"change": name, "measured": "m", "before": "2 ms", "after": "1 ms"} for name in ("a", "b")]
    assert changes_table(changes)[2:] == ["| a | m | 2 ms | 1 ms |", "| b | m | 2 ms | 1 ms |"]
