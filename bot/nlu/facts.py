"""Amounts and times in normalised text: pure, by regular expression."""

from __future__ import annotations

import re

_AMOUNT = re.compile(
    r"(?<![\d.])(\d{1,9}(?:\.\d{1,2})?)\s?(?:多|来)?(?:块钱|元钱|块|元|人民币|万块|钱)|(?:¥|￥|rmb)\s?(\d{1,9}(?:\.\d{1,2})?)"
)
_BARE = re.compile(
    r"(?<=[了给账款付交充投垫汇走取补收要])(?!(?:1[12]0|119|12\d{3}|95\d{3}|96110)(?!\d))(\d{3,8})(?![\d年月日点:分号楼])"
)
_ROUND = re.compile(r"(?<![\d.:年月])([1-9]\d{1,5}00)(?![\d年月日点:号人个名分楼米步字集股])")  # 三万: hardly ever else
_TIME = re.compile(
    r"(?:\d{1,3}|[一二两三四五六七八九十半几]{1,3})(?:多)?(?:分钟|个?小时|个?钟头|天|周|个月|年)(?:前|以前|之前)"
    r"|(?:刚刚|刚才|方才|今天|今儿|今早|今晚|昨天|昨儿|昨晚|大前天|前天|前几天|前两天|前阵子|上午|下午|中午|晚上"
    r"|半夜|凌晨|上周|上个?礼拜|上个?星期|上个月|前年|去年(?:\d{1,2}月)?|今年\d{1,2}月|年初|年前|暑假|寒假|春节|过年|国庆|五一|中秋)"
    r"(?:\d{1,2}点(?:\d{1,2}分?|半)?)?"
    r"|\d{1,2}(?:点(?:\d{1,2}分?|半)?|:\d{2})|\d{1,2}月(?:\d{1,2}[日号]|份)|[一二三四五六七八九十]{1,2}月份"
)


def amounts(text: str) -> tuple[float, ...]:
    """Return the sums of money named in normalised text, in yuan."""
    found = [match.group(1) or match.group(2) for match in _AMOUNT.finditer(text)]
    found += [match.group(1) for pattern in (_BARE, _ROUND) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(float(value) for value in found))


def times(text: str) -> tuple[str, ...]:
    """Return the times named in normalised text, as said."""
    return tuple(dict.fromkeys(match.group() for match in _TIME.finditer(text)))
