"""Attack: an identity number, card or code reaches a log or the database in some unusual spelling.

What identifies goes; sums, times, hotlines and plain words must stay, or the advice goes wrong.
"""

from __future__ import annotations

import itertools

import pytest

from bot.text.mask import find, hide

KEEP = frozenset({"110", "96110", "95588", "12308", "10086", "12345"})


def _masked(text: str) -> str:
    return hide(text, find(text, KEEP))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        # identity numbers: valid checksum, valid with X, wrong checksum but a plausible birth year
        ("身份证11010519491231002X", "身份证〔身份证〕"),
        ("身份证11010519491231002x", "身份证〔身份证〕"),
        ("身份证 110105 19491231 002X", "身份证 〔身份证〕"),
        ("身份证110105199003078515", "身份证〔身份证〕"),
        ("身份证110105194912310021", "身份证〔身份证〕"),
        ("身份证340001195104051230", "身份证〔身份证〕"),  # a province with no such county
        ("号码340001185104051230", "号码〔银行卡〕"),  # nor such a year
        ("号码１１０１０５１９４９１２３１００２Ｘ", "号码〔身份证〕"),
        # cards
        ("卡号6222021234567890123", "卡号〔银行卡〕"),
        ("卡号6222 0212 3456 7890 123", "卡号〔银行卡〕"),
        ("卡号6222-0212-3456-7890-123", "卡号〔银行卡〕"),
        ("卡号６２２２０２１２３４５６７８９０１２３", "卡号〔银行卡〕"),
        ("卡号６２２２ ０２１２ ３４５６ ７８９０", "卡号〔银行卡〕"),
        ("卡号六二二二零二一二三四五六七八九零一二三", "卡号〔银行卡〕"),
        ("卡号6222021234567890", "卡号〔银行卡〕"),
        # mobiles
        ("我手机13800138000", "我手机〔手机号〕"),
        ("打+8613800138000", "打〔手机号〕"),
        ("打+86 138 0013 8000", "打〔手机号〕"),
        ("138-0013-8000", "〔手机号〕"),
        ("1 3 8 0 0 1 3 8 0 0 0", "〔手机号〕"),
        ("幺三八零零幺三八零零零", "〔手机号〕"),
        ("138 0013 8000和139 0013 9000", "〔手机号〕和〔手机号〕"),
        # codes
        ("验证码是482913", "验证码是〔验证码〕"),
        ("482913是您的验证码", "〔验证码〕是您的验证码"),
        ("验证码：4829", "验证码：〔验证码〕"),
        ("验证码 四八二九一三", "验证码 〔验证码〕"),
        ("校验码9921", "校验码〔验证码〕"),
        ("动态密码123456", "动态密码〔验证码〕"),
        # links, numbered through the text
        ("点https://a.b.com/x?y=1", "点〔链接1〕"),
        ("abc.top/xx和www.xyz.cn", "〔链接1〕和〔链接2〕"),
        ("ABC．COM转钱", "〔链接1〕转钱"),
        ("t.cn/A6abc", "〔链接1〕"),
        ("http://1.2.3.4/x", "〔链接1〕"),
        # addresses
        ("我在海州市东山区青年路88号", "〔地址〕"),
        ("住在幸福小区3栋2单元501室", "〔地址〕"),
        ("中山路一百二十号", "〔地址〕"),
        # landlines and service-like numbers that are no hotline
        ("010-88888888", "〔电话〕"),
        ("021 5888 8888", "〔电话〕"),
        ("400-800-1234", "〔电话〕"),
        ("95188123", "〔电话〕"),
        # accounts
        ("微信号abc12345", "微信号〔账号〕"),
        ("加微信：wxid_abc123", "加微信：〔账号〕"),
        ("QQ:123456789", "QQ:〔号码〕"),
        ("飞机号tele_9999", "飞机号〔账号〕"),
        ("abc@163.com", "〔邮箱〕"),
        ("打008613800138000", "打〔手机号〕"),
        ("验证码48291357", "验证码〔验证码〕"),
    ],
)
def test_what_identifies_is_replaced_by_its_kind(text: str, masked: str) -> None:
    assert _masked(text) == masked


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("身份证号:11010519491231002X，手机13800138000", "13800138000"),
        ("手机138.0013.8000", "0013"),
        ("卡6222021234567890123个人账户", "6222021234567890123"),
        ("手机13800138000分机", "13800138000"),
        ("欠我13800138000元", "13800138000"),
        ("六二二二 零二一二 三四五六 七八九零", "二二二"),
        ("验证码 1 2 3 4 5 6", "1 2 3"),
        ("点bit.ly/abc", "bit.ly"),
        ("我qq12345678", "12345678"),
    ],
)
def test_nothing_of_it_is_left(text: str, secret: str) -> None:
    assert secret not in _masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "转了50000元",
        "转了5000000块",
        "¥12345.67",
        "88.50元",
        "一共十二万三千",
        "转了三次每次5000",
        "转了100000,还要200000",
        "2024年3月15日",
        "2024-03-15",
        "20240315",
        "3月15日下午3点",
        "15:30",
        "三点十分",
        "我1998年出生的",
        "打110",
        "打96110",
        "95588打来的",
        "打12308",
        "10086发的短信",
        "千万别转",
        "等一下",
        "百万保障",
        "尾号6222",
        "股票600519",
        "192.168.1.1",
        "第3栋",
        "我把卡号和验证码都给他了",
        "验证码报完五万就没了",
        "要了验证码，扣了我2300块",
        "在路上",
        "",
        "被骗了一百二十万",
        "转了120万",
    ],
)
def test_amounts_times_hotlines_and_words_stay(text: str) -> None:
    assert _masked(text) == text


def test_a_number_that_is_no_hotline_goes_when_the_hotlines_stay() -> None:
    assert _masked("95588和9558812345") == "95588和〔电话〕"


def test_finds_are_ordered_disjoint_and_quote_the_source() -> None:
    text = "加微信：wxid_abc123，打138 0013 8000，点a.top/x，验证码123456"
    finds = find(text)
    assert [found.kind for found in finds] == ["账号", "手机号", "链接", "验证码"]
    assert all(one.end <= two.start for one, two in itertools.pairwise(finds))
    assert [text[found.start : found.end] for found in finds] == ["wxid_abc123", "138 0013 8000", "a.top/x", "123456"]
