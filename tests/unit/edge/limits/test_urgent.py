"""The two urgent entries are known by value and by name, whatever staff call them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.edge.limits.urgent import urgent_entry
from db.knowledge import Knowledge


@pytest.mark.parametrize(
    ("text", "choice", "entry"),
    [
        ("", "urgent:paid", "paid"),
        ("", "urgent:paying", "paying"),
        ("钱已经转出去了", "", "paid"),
        (" 正在催我转钱！", "", "paying"),
        ("", "urgent:other", ""),
        ("钱已经转出去了", "tell:type", ""),
        ("1", "", ""),
        ("第一个", "", ""),
        ("我没说钱已经转出去了", "", ""),
        ("", "", ""),
    ],
)
def test_what_is_an_urgent_entry(text: str, choice: str, entry: str, knowledge: Knowledge) -> None:
    assert urgent_entry(text, choice, knowledge) == entry
    assert urgent_entry(text, choice, None) == entry


def test_another_name_counts_beside_the_first(knowledge: Knowledge) -> None:
    renamed = replace(knowledge, wordings={**knowledge.wordings, "choice_paid": {"text": "钱没了"}})
    assert urgent_entry("钱没了", "", renamed) == "paid"
    assert urgent_entry("钱已经转出去了", "", renamed) == "paid"
