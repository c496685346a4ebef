"""A number beside a name is that name's."""

from __future__ import annotations

import pytest

from bot.check import named
from bot.check.content import Content


def test_no_name_has_another_number(content: Content) -> None:
    assert list(named.check(content)) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("支付宝95017", [("支付宝", "95017")]),
        ("打工商银行客服电话95599", [("工商银行", "95599")]),
        ("微信支付95017，支付宝95188", []),
        ("支付宝的事，打110", []),
        ("中国移动10010", [("中国移动", "10010")]),
    ],
)
def test_wrong_numbers_are_found(content: Content, text: str, wrong: list[tuple[str, str]]) -> None:
    assert named.wrong_numbers(text, named.names_of(content.lists["hotlines"])) == wrong
