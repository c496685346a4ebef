"""Whose words are these? Taking a victim's own words for the scammer's turns a story round."""

from __future__ import annotations

import pytest

from bot.media.bubbles import bubbles_of, is_system, is_time, words_of
from bot.media.layout import Placed
from bot.media.saw import Colour, Line
from tests.unit.media.screens import GREEN, GREY, WHITE, WIDTH, centred, line, mine, placed, theirs

DARK, DARK_OTHER, DARK_OWN = (17, 17, 17), (44, 44, 44), (59, 178, 115)
LONG = "先垫两千返两千六做完三单一起提现"  # as wide as a bubble gets


def _sides(lines: list[Line], page: Colour = GREY) -> list[tuple[str, bool]]:
    return [(bubble.text, bubble.mine) for bubble in bubbles_of(placed(lines), page, WIDTH)]


@pytest.mark.parametrize(
    ("page", "other", "own"),
    [
        (GREY, WHITE, GREEN),
        (DARK, DARK_OTHER, DARK_OWN),
        (WHITE, (233, 233, 235), (52, 199, 89)),
        (GREY, WHITE, (18, 183, 245)),
    ],
    ids=["light", "dark", "sms", "blue"],
)
def test_left_is_the_other_side_right_ones_own(page: Colour, other: Colour, own: Colour) -> None:
    lines = [theirs(LONG, 300, other), mine("怎么收钱", 400, own), theirs("发码", 500, other), mine(LONG, 600, own)]
    assert _sides(lines, page) == [(LONG, False), ("怎么收钱", True), ("发码", False), (LONG, True)]


def test_the_lines_of_a_bubble_are_one_and_two_bubbles_are_two() -> None:
    lines = [theirs("第一句很长很长", 300), theirs("还没完", 345), theirs("第二句", 450)]
    assert _sides(lines) == [("第一句很长很长还没完", False), ("第二句", False)]


def test_neighbours_of_another_colour_are_two_bubbles() -> None:
    lines = [theirs("你转了吗", 300), line("我转了五千", 120, 345, GREEN)]
    assert len(_sides(lines)) == 2


def test_what_is_as_wide_as_the_screen_goes_by_colour() -> None:
    lines = [line("转" * 20, 60, 300, WHITE), line("转" * 20, 60, 400, GREEN)]
    assert [own for _, own in _sides(lines)] == [False, True]


def test_an_orange_transfer_goes_by_its_place() -> None:
    orange = (250, 157, 59)
    assert [own for _, own in _sides([theirs("请收款", 300, orange), mine("请收款", 400, orange)])] == [False, True]


@pytest.mark.parametrize(
    "nobody",
    [
        centred("上午 9:41", 200),
        centred("接待员小周", 80),
        centred("对方撤回了一条消息", 500),
        line("9:41", 33, 11),
        line("5G", 640, 11),
        line("小美", 120, 500),
    ],
    ids=lambda each: str(each.text),
)
def test_what_nobody_said_is_dropped(nobody: Line) -> None:
    assert _sides([nobody, theirs("转五千", 300)]) == [("转五千", False)]


@pytest.mark.parametrize(
    "said", [theirs("您好亲在吗我是本平台客服", 300), line("先生您好这里是反洗钱中心", 180, 300, WHITE)]
)
def test_a_centred_bubble_is_no_notice(said: Line) -> None:
    assert len(_sides([said])) == 1


@pytest.mark.parametrize(
    "text",
    ["9:41", "上午9:41", "昨天 18:40", "周三 14:30", "2026年3月2日 15:20", "3/2 15:20", "星期一 8:05", "下午 3：20"],
)
def test_times(text: str) -> None:
    assert is_time(text)


@pytest.mark.parametrize("text", ["9:41转我", "三点给你", "2000", "昨天", "", "15:20前到账"])
def test_no_times(text: str) -> None:
    assert not is_time(text)


def test_a_time_in_a_bubble_goes_too() -> None:
    assert is_system(Placed("15:20", 600, 300, 690, 330, WHITE), GREY, WIDTH)


def test_each_bubble_is_a_sentence() -> None:
    bubbles = bubbles_of(placed([theirs("先垫两千", 300), mine("行吗？", 400), theirs("行", 500)]), GREY, WIDTH)
    assert words_of(bubbles, False) == "先垫两千。行。"
    assert words_of(bubbles, True) == "行吗？"
