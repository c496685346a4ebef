"""Chinese numerals become digits; words that only look like numbers stay words."""

from __future__ import annotations

import pytest

from bot.text.numerals import to_digits
from bot.text.spans import Mapped


def _digits(text: str) -> str:
    return to_digits(Mapped.identity(text)).text


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("转了五千", "转了5000"),
        ("六万二", "62000"),
        ("两百块", "200块"),
        ("五十块", "50块"),
        ("十五块", "15块"),
        ("二十三万五千六", "235600"),
        ("一百二十万", "1200000"),
        ("3千", "3000"),
        ("5w", "50000"),
        ("1.5万", "15000"),
        ("1.13万", "11300"),
        ("1.2345千", "1234.5"),
        ("10k", "10000"),
        ("两块钱", "2块钱"),
        ("三小时", "3小时"),
        ("一三八零零一三八零零零", "13800138000"),
        ("幺三八零零幺三八零零零", "13800138000"),
        ("一万多", "10000多"),
        pytest.param(
            "5千5百", "5500", marks=pytest.mark.xfail(strict=True, reason="KNOWN: shorthand units are not added up")
        ),
        ("十万火急", "十万火急"),
    ],
)
def test_amounts_become_digits(text: str, digits: str) -> None:
    assert _digits(text) == digits


@pytest.mark.parametrize(
    "text",
    [
        "千万别转",
        "七十二七十二",  # spoken twice: no number, and must not fail
        "万一是真的",
        "等一下",
        "十分着急",
        "百万保障",
        "第一单",
        "两个人",
        "一定",
        "三心二意",
        "十几万",
        "wifi",
        "5km",
    ],
)
def test_words_stay_words(text: str) -> None:
    assert _digits(text) == text


def test_a_numeral_leads_back_to_its_words() -> None:
    mapped = to_digits(Mapped.identity("转了六万二给他"))
    start = mapped.text.index("62000")
    assert mapped.source_span(start, start + 5) == (2, 5)
