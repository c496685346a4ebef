"""Chinese numerals and number shorthand turned into Arabic digits.

Only whole amounts are rewritten: 千万别, 万一, 一下, 十分 and 百万保障 stay words.
"""

from __future__ import annotations

import re
from decimal import Decimal

import cn2an

from bot.text.spans import Mapped

_DIGITS = "零一二两三四五六七八九"
_UNITS = "十百千万亿"
_IDIOMS = r"(?!火急|八千里|个为什么)"
_NUMERAL = re.compile(
    rf"(?:[{_DIGITS}]|(?<![\u4e00-\u9fff\d])十|十(?=[万{_DIGITS}块元几]))[{_DIGITS}{_UNITS}]*[{_UNITS}][{_DIGITS}{_UNITS}]*{_IDIOMS}"
    rf"|十[{_DIGITS}万][{_DIGITS}{_UNITS}]*{_IDIOMS}"
)
_DIGIT_RUN = re.compile(r"[零一二三四五六七八九幺](?:[ \-]?[零一二三四五六七八九幺]){4,}")
_COUNTED = re.compile(r"[一二两三四五六七八九](?=(?:块钱|元钱|块|元|毛|分钟|小时|天前|点钟))")
_SHORTHAND = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)\s?(万|千|百|w|k)(?![a-z0-9])")
_FACTOR = {"万": 10_000, "千": 1_000, "百": 100, "w": 10_000, "k": 1_000}
_PLAIN = str.maketrans("零一二两三四五六七八九幺", "012234567891")


def _amount(match: re.Match[str]) -> str:
    """Return the digits of one numeral, or the words themselves if they are no number."""
    try:
        value = cn2an.cn2an(match.group(), "smart")
    except (ValueError, LookupError):  # 七十二七十二 is no number, and cn2an fails on it with a KeyError
        return match.group()
    return str(int(value)) if float(value).is_integer() else str(value)


def _shorthand(match: re.Match[str]) -> str:
    value = Decimal(match.group(1)) * _FACTOR[match.group(2)]  # as a float 1.13 万 is 11299.999999999998
    return str(int(value)) if value == value.to_integral_value() else str(value.normalize())


def to_digits(mapped: Mapped) -> Mapped:
    """Rewrite 六万二, 3千, 5w and 一三八零零… to digits.

    Args:
        mapped: simplified, half-width, lower-case text.

    Returns:
        The text with digits, mapped to the same source.
    """
    mapped = mapped.replace(_DIGIT_RUN, lambda m: m.group().translate(_PLAIN))
    mapped = mapped.replace(_NUMERAL, _amount)
    mapped = mapped.replace(_COUNTED, lambda m: m.group().translate(_PLAIN))
    for _ in range(2):  # "1 百 万" takes two steps
        mapped = mapped.replace(_SHORTHAND, _shorthand)
    return mapped
