"""Figures from what was right and what was said."""

from __future__ import annotations

import pytest

from bot.measure.figures import calibration_error, in_top, macro_f1, recall_precision, rolled_up, share

RANKING = [
    {"type": "loan_fake", "probability": 0.4},
    {"type": "service_bank", "probability": 0.3},
    {"type": "service_refund", "probability": 0.25},
]
NATIONAL = {"loan_fake": "贷款", "service_bank": "客服", "service_refund": "客服"}


def test_share_of_nothing_is_nothing() -> None:
    assert share([]) == 0.0
    assert share([True, False]) == 0.5


@pytest.mark.parametrize(("count", "found"), [(1, False), (2, True)])
def test_top_counts_from_the_likeliest(count: int, found: bool) -> None:
    assert in_top("service_bank", RANKING, count) is found


def test_recall_and_precision() -> None:
    pairs = [("paid", "paid"), ("paid", "none"), ("none", "paid"), ("none", "none")]
    assert recall_precision(pairs, "paid") == (0.5, 0.5)
    assert macro_f1(pairs) == pytest.approx(0.5)


def test_a_label_never_said_counts_as_missed() -> None:
    assert macro_f1([("paid", "none"), ("none", "none")]) == pytest.approx((0 + 2 / 3) / 2)


def test_calibration_error_is_the_gap_between_shown_and_true() -> None:
    assert calibration_error([(0.95, True), (0.95, True)]) == pytest.approx(0.05)
    assert calibration_error([(0.95, False)]) == pytest.approx(0.95)


def test_rolling_up_sums_over_the_classes_that_occur() -> None:
    assert rolled_up(RANKING, NATIONAL, ["贷款", "客服"]) == "客服"
    assert rolled_up(RANKING, NATIONAL, ["贷款"]) == "贷款"
    assert rolled_up([], NATIONAL, ["贷款"]) == ""
