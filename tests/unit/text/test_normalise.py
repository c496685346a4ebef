"""Attack: the same words spelled so that no pattern matches them. All spellings become one."""

from __future__ import annotations

import pytest

from bot.text.normalise import normalise

TEXTS = [
    "他让我转五千",
    "轉帳五萬塊",
    "ＶＸ１２３",
    "转*账",
    "共 享 屏 幕",
    "验\u200b证\u200d码",
    "①②③",
    "2️⃣",
    "㈠",
    "½",
    "ﬁ",
    "5w块",
    "一共二十三万五千六",
    "我.要.转.账",
    "\t转\t账",
    "\n\n 转\n账",
    "1 万 2",
    "二零二四年三月",
    "几十万",
    "百万富翁",
    "vx vx",
    "3 千 5 百",
    "五 千 块",
    "十 万",
    "加 v 信",
    "а́ρ",
    "🅰️😀",
    "。。。",
    "",
    " ",
    "\u200b",
    "https://A.B.com/x?y=1",
    "〔链接1〕",
    "〇五七一",
    "ℌ㎏",
    "1 百 万",
]


@pytest.mark.parametrize("text", TEXTS)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@pytest.mark.parametrize("text", TEXTS[:-1])
def test_every_character_stands_for_a_part_of_the_source(text: str) -> None:
    mapped = normalise(text)
    assert len(mapped.starts) == len(mapped.ends) == len(mapped.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(mapped.starts, mapped.ends, strict=True))
    assert list(mapped.starts) == sorted(mapped.starts)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("轉帳", "转账"),
        ("转 账", "转账"),
        ("转*账", "转账"),
        ("转.账", "转账"),
        ("转\u200b账", "转账"),
        ("转\ufeff账", "转账"),
        ("转·账", "转账"),
        ("转丨账", "转账"),
        ("转涨", "转账"),
        ("ＱＱ号", "qq号"),
        ("ｖｘ", "微信"),
        ("WeChat", "微信"),
        ("1️⃣1️⃣0️⃣", "110"),
        ("①⓪", "10"),
        ("３万", "30000"),
        ("Ａpp", "app"),
        ("第一单  好的", "第一单 好的"),
        ("a  b", "a b"),
    ],
)
def test_spellings_become_one(text: str, plain: str) -> None:
    assert normalise(text).text == plain


@pytest.mark.parametrize("text", ["a.b", "3.14", "192.168.1.1", "1-2", "a-b", "2024-03-15", "10:30", "他说。好"])
def test_marks_between_latin_and_digits_stay(text: str) -> None:
    assert normalise(text).text == text


@pytest.mark.parametrize(
    ("text", "found", "quote"),
    [
        ("他让我轉５０００塊", "5000", "５０００"),
        ("他让我轉５０００塊", "转", "轉"),
        ("快，转 * 账！", "转账", "转 * 账"),
        ("加我ＶＸ聊", "微信", "ＶＸ"),
        ("一共六万二了", "62000", "六万二"),
        ("报验\u200b证码给他", "验证码", "验\u200b证码"),
        ("😀共享 屏目", "屏幕", "屏目"),
    ],
)
def test_a_find_is_quoted_in_the_residents_own_words(text: str, found: str, quote: str) -> None:
    mapped = normalise(text)
    start = mapped.text.index(found)
    first, last = mapped.source_span(start, start + len(found))
    assert text[first:last] == quote
