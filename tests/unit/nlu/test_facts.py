"""Amounts and times as residents name them."""

from __future__ import annotations

import pytest

from bot.nlu.facts import amounts, times
from bot.text.normalise import normalise


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("转了五千块", (5000.0,)),
        ("转了3000元，又转了两万块", (3000.0, 20000.0)),
        ("¥88.50", (88.5,)),
        ("给了8000", (8000.0,)),
        ("付了六万二", (62000.0,)),
        ("三千多块", (3000.0,)),
        ("500元和500元", (500.0,)),
        ("2024年3月", ()),
        ("打了110", ()),
        ("住5号楼", ()),
        ("没转钱", ()),
    ],
)
def test_amounts_in_yuan(text: str, found: tuple[float, ...]) -> None:
    assert amounts(normalise(text).text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("昨天下午3点转的", ("昨天", "下午3点")),
        ("刚刚转了", ("刚刚",)),
        ("半小时前", ("半小时前",)),
        ("2小时前转的", ("2小时前",)),
        ("十五分钟之前", ("15分钟之前",)),
        ("3月15日", ("3月15日",)),
        ("15:30转的", ("15:30",)),
        ("昨天，昨天", ("昨天",)),
        ("没说什么时候", ()),
    ],
)
def test_times_as_said(text: str, found: tuple[str, ...]) -> None:
    assert times(normalise(text).text) == found
