"""What staff may read: nothing that names somebody, and the story whole."""

from __future__ import annotations

import pytest

from bot.review.hide import for_staff, hide_names
from tests.hardening.planted import Planted, planted


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("我叫王小明今年六十五，他让我转钱", "王小明"),
        ("我叫欧阳建国，被骗了", "欧阳建国"),
        ("我的名字是李桂芳，", "李桂芳"),
        ("姓名：张伟 被骗三万", "张伟"),
        ("我是赵铁柱，他们骗我", "赵铁柱"),
        ("户名是陈丽华，让我转过去", "陈丽华"),
        ("我家住在幸福里小区，他上门来拿", "幸福里小区"),
        ("我住柳河村三组", "柳河村"),
        ("让我把现金送到滨江大厦12楼", "滨江大厦"),
    ],
)
def test_names_and_places_are_hidden(said: str, hidden: str) -> None:
    assert hidden not in hide_names(said)
    assert "〔" in hide_names(said)


@pytest.mark.parametrize(
    "said",
    [
        "他叫我别告诉家里人",
        "我叫他别转，他不听",
        "我是在网上看到的",
        "我是被他们骗了",
        "他说我涉案，让我把钱转到安全账户",
        "客服叫我下载软件，共享屏幕",
    ],
)
def test_a_story_stays_whole(said: str) -> None:
    assert hide_names(said) == said


@pytest.mark.parametrize("one", list(planted())[::5], ids=lambda one: one.kind)
def test_no_planted_number_passes(one: Planted) -> None:
    shown = for_staff(one.sentence)
    assert not [form for form in one.forms if form in shown]
