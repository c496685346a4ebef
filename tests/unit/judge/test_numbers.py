"""What numbers give away."""

from __future__ import annotations

import pytest

from bot.judge.numbers import number_reasons
from bot.judge.rules import Rules
from tests.unit.judge.conftest import JudgeText


@pytest.mark.parametrize(
    ("number", "reasons"),
    [
        ("+86110", {"spoofed_short_code"}),
        ("00110", {"spoofed_short_code"}),
        ("+86 96110", {"spoofed_short_code"}),
        ("008695588", {"spoofed_short_code"}),
        ("+12345", {"spoofed_short_code"}),
        ("9558801", {"short_code_extra_digits"}),
        ("95588001234", {"short_code_extra_digits"}),
        ("961101", {"short_code_extra_digits"}),
        ("9553212345", {"short_code_extra_digits"}),
        ("95013", {"call_centre_95"}),
        ("95213456", {"call_centre_95"}),
        ("95511", {"unlisted_95"}),
        ("+1 413 812 3456", {"foreign_number"}),
        ("+852-1234-5678", {"foreign_number"}),
        ("0085212345678", {"foreign_number"}),
        ("+99912345678901", {"no_such_number"}),
        ("+0", {"no_such_number"}),
        ("17012345678", {"virtual_operator"}),
        ("+86 162 1234 5678", {"virtual_operator"}),
        ("400-812-3123", {"service_400"}),
        ("13912345678", set()),
        ("+86 139 1234 5678", set()),
        ("010-88888888", set()),
        ("+86-10-12308", set()),
        ("95588", {"official_name_is_no_proof"}),
        ("96110", {"official_name_is_no_proof"}),
    ],
)
def test_a_number_is_read(number: str, reasons: set[str], rules: Rules) -> None:
    assert number_reasons(number, rules) == reasons


def test_every_hotline_is_no_proof_and_every_prefix_before_one_is_spoofed(rules: Rules) -> None:
    for hotline in rules.hotlines:
        assert number_reasons(hotline, rules) == {"official_name_is_no_proof"}
        for prefix in ("+86", "0086", "+", "00"):
            assert number_reasons(prefix + hotline, rules) == {"spoofed_short_code"}


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("+86110给我打电话说我洗钱", "+86110"),
        ("显示00110，要不要接", "00110"),
        ("95013打来电话推销贷款", "95013"),
        ("短信是955880发的", "955880"),
        ("95013", "95013"),
    ],
)
def test_short_codes_that_masking_leaves_are_judged(text: str, raw: str, judged: JudgeText) -> None:
    assert [judgement.shown for judgement in judged(text)] == [raw]


@pytest.mark.parametrize(
    "text",
    ["95588打来电话", "打了110", "我转了95000", "他要95300元，电话里说的", "一共+110元", "版本1.2.3.4", "日期20261125"],
)
def test_hotlines_and_sums_are_no_pieces(text: str, judged: JudgeText) -> None:
    assert judged(text) == []
