"""Lines come in any order, leaning, and broken; the text must read as it was written."""

from __future__ import annotations

import random

import pytest

from bot.media.layout import glue, in_rows, page_text, straighten, tilt_of
from tests.unit.media.screens import HEIGHT, WIDTH, lean, line, placed

PAGE = [
    line("提现失败", 300, 100),
    line("您的银行卡号填写有误账户余额已被", 60, 200),
    line("系统冻结请联系客服处理", 60, 250),
    line("收款人", 60, 400),
    line("王某某", 300, 403),
]
PAGE[1] = line("您的银行卡号填写有误账户余额已被冻结了", 60, 200)
TEXT = "提现失败，您的银行卡号填写有误账户余额已被冻结了系统冻结请联系客服处理，收款人 王某某"


def test_a_page_is_read_from_the_top_and_broken_sentences_are_whole() -> None:
    shuffled = list(PAGE)
    random.Random(7).shuffle(shuffled)
    assert page_text(placed(shuffled), WIDTH) == TEXT


@pytest.mark.parametrize("degrees", [-9, -3, -0.2, 0.2, 3, 9])
def test_a_leaning_page_is_straightened_first(degrees: float) -> None:
    lines = straighten(lean(PAGE, degrees), WIDTH, HEIGHT)
    assert page_text(lines, WIDTH) == TEXT


def test_short_lines_say_nothing_of_the_tilt() -> None:
    assert tilt_of(lean([line("对", 0, 0), line("好", 0, 90)], 20)) == 0.0
    assert tilt_of([]) == 0.0


def test_one_crooked_line_does_not_turn_the_page() -> None:
    crooked = lean([line("歪着盖的一个章", 60, 600)], 30)
    assert tilt_of([*PAGE, *crooked]) == 0.0


def test_dust_is_dropped_and_a_short_word_stays() -> None:
    dust, sure, word = line("o", 0, 0, score=0.8), line("1", 0, 90, score=0.99), line("嗯", 0, 180, score=0.7)
    assert [each.text for each in straighten([dust, sure, word], WIDTH, HEIGHT)] == ["1", "嗯"]


def test_a_short_line_ends_a_sentence() -> None:
    assert page_text(placed([line("恭喜您", 60, 100), line("额度已通过", 60, 150)]), WIDTH) == "恭喜您，额度已通过"


def test_a_row_of_two_stays_two_words() -> None:
    rows = in_rows(placed([line("零钱", 400, 102), line("支付方式", 60, 100)]))
    assert [[each.text for each in row] for row in rows] == [["支付方式", "零钱"]]


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("垫2000返", "2600", "垫2000返2600"),
        ("please", "confirm", "please confirm"),
        ("https://a.example/lo", "gin", "https://a.example/login"),
        ("退款", "账户", "退款账户"),
        ("", "账户", "账户"),
    ],
)
def test_what_a_line_broke_is_glued(before: str, after: str, whole: str) -> None:
    assert glue(before, after) == whole


def test_nothing_is_nothing() -> None:
    assert page_text([], WIDTH) == ""
    assert straighten([], 0, 0) == []
