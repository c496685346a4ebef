"""Grouping by likeness: the same each time, quick, and nothing personal in what is shown."""

from __future__ import annotations

import random
import time

import pytest

from bot.review.clusters import Text, group

_METHODS = {
    "etc": (
        "收到短信说我的ETC过期了要重新认证",
        "短信讲ETC卡停用，让我点链接认证",
        "ETC失效短信，叫我填银行卡重新认证",
    ),
    "pig": (
        "客户说收购生猪要先交检疫保证金",
        "卖猪，对方要我先交检疫费才来拉猪",
        "收猪的老板让先付检疫押金，不然不来拉猪",
    ),
}
_ENDS = ("", "，急", "，怎么办", "，是真的吗", "，我还没给")


def _texts(count: int, seed: int = 7) -> list[Text]:
    chance = random.Random(seed)
    names = list(_METHODS)
    return [
        Text(f"{names[n % 2]}-{n:05d}", chance.choice(_METHODS[names[n % 2]]) + chance.choice(_ENDS))
        for n in range(count)
    ]


def test_methods_are_told_apart_and_named() -> None:
    groups = group([*_texts(34), Text("alone", "楼上装修太吵睡不着觉咋办")])
    assert [len(one.matters) for one in groups] == [17, 17]
    assert {matter.partition("-")[0] for matter in groups[0].matters} == {"etc"}
    assert all("alone" not in one.matters for one in groups)
    assert any("认证" in word for word in groups[0].words)
    assert any("检疫" in word or "猪" in word for word in groups[1].words)


def test_the_order_of_what_comes_in_does_not_matter() -> None:
    texts = _texts(60)
    mixed = list(texts)
    random.Random(1).shuffle(mixed)
    assert group(texts) == group(mixed) == group(texts)


def test_two_thousand_are_quick() -> None:
    begun = time.thread_time()
    assert sum(len(one.matters) for one in group(_texts(2000))) == 2000
    assert time.thread_time() - begun < 20


@pytest.mark.parametrize("texts", [[], [Text("a", "有人让我转钱")], [Text("a", "〔手机号〕"), Text("b", "。。")]])
def test_too_little_makes_no_group(texts: list[Text]) -> None:
    assert group(texts) == []


def test_what_is_shown_is_masked_once_more() -> None:
    # Attack: words that were stored before a rule of the mask existed reach the screens of staff.
    said = "我叫王小明，住在柳河村三组，电话13912345678，收猪的让我先交检疫费"
    groups = group([Text("a", said), Text("b", said.replace("王小明", "李桂芳"))], ["96110"])
    assert "检疫费" in groups[0].text
    for secret in ("王小明", "李桂芳", "柳河村", "13912345678"):
        assert secret not in groups[0].text
        assert all(secret not in word for word in groups[0].words)
