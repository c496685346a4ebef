"""Attack: a number or link slipped into a script sends a frightened person to the scammer.

However it is spelled, only the numbers of hotlines.yml may stand, even in quoted speech.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.check import numbers
from bot.check.content import Content

KNOWN = frozenset({"110", "120", "12308", "95588", "95599", "96110"})


@pytest.mark.parametrize(
    "text",
    [
        "马上打110",
        "工行95588，农行95599",
        "95588 95599 都能打",
        "人在境外打+86-10-12308",
        "被骗了3000元",
        "2024年12月1日起",
        "花了120元",
        "一等就是112天",
        "满24小时到账",
        "九六一一零打来要接",
        "在App里看",
    ],
)
def test_hotlines_sums_and_dates_pass(text: str) -> None:
    assert numbers.strange_numbers(text, KNOWN) == []
    assert numbers.links(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "打13800138000找我",
        "打138 0013 8000找我",
        "打１３８００１３８０００找我",
        "打138-0013-8000",
        "打1\u200b3800138000",
        "一三八零零一三八零零零",
        "打幺三八零零幺三八零零零",
        "打9️⃣5️⃣5️⃣8️⃣0️⃣",
        "打95580问",
        "存进六二二二零二一二三四",
        "损失62000元",
        "先打119",
        "拨114查号",
        "QQ 1 2 3 4 5 6",
        "打955 88 0",
    ],
)
def test_other_numbers_are_found_however_spelled(text: str) -> None:
    assert numbers.strange_numbers(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "打开https://a.cn/x",
        "上www.gongan",
        "上 gov-12306.top 查",
        "Ｗｗｗ．Ａｂｃ．Ｃｏｍ",
        "写信到 help@fan.zha",
        "登录 abc点com",
        "weixin://pay",
    ],
)
def test_links_are_found(text: str) -> None:
    assert numbers.links(text)


@pytest.mark.parametrize("field", ["stages", "do_now", "case"])
def test_every_field_is_looked_at(content: Content, script: dict[str, Any], field: str) -> None:
    bad = "打13800138000"
    if field == "stages":
        script["stages"][0]["says"][0] = bad
    else:
        script[field] = bad if field == "case" else [bad, *script[field]]
    assert any("13800138000" in problem.message for problem in numbers.check(content.alone(script)))


def test_good_script_passes(content: Content, script: dict[str, Any]) -> None:
    assert list(numbers.check(content.alone(script))) == []
