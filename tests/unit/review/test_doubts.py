"""What staff should look at."""

from __future__ import annotations

import pytest

from bot.review.doubts import doubt

SURE, UNSURE = (("loan_fake", 0.8),), (("loan_fake", 0.3), ("loan_credit", 0.25))


@pytest.mark.parametrize(
    ("kind", "verdict", "type_id", "ranking", "expected"),
    [
        ("wrong", "alarm", "loan_fake", SURE, "wrong"),
        ("disagree", "alarm", "loan_fake", SURE, "contested"),
        ("listed", "suspect", "", (), "no_type"),
        ("verdict", "suspect", "loan_fake", UNSURE, "unlikely"),
        ("verdict", "alarm", "loan_fake", SURE, ""),
        ("ask", "unclear", "", UNSURE, "unsure"),
        ("unsure", "none", "", (), "unsure"),
        ("fallback", "none", "", (), "lost"),
        ("ordinary", "none", "", (), ""),
        ("persuade", "alarm", "loan_fake", SURE, ""),
    ],
)
def test_doubt(kind: str, verdict: str, type_id: str, ranking: tuple[tuple[str, float], ...], expected: str) -> None:
    assert doubt(kind, verdict, type_id, ranking) == expected
