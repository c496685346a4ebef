"""Typed placeholders in place of what identifies a person or an account.

Found on the normalised text (so spaces, full-width and Chinese numerals do not
hide a number), replaced in the resident's own words. Amounts, times and the
hotlines stay. Law: 个人信息保护法 6 (only what is needed).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stdnum import luhn
from stdnum.cn import ric

from bot.text.normalise import normalise

_LINK = re.compile(
    r"https?://[^\s\u4e00-\u9fff,。;!〔〕]+"
    r"|(?<![a-z0-9@.-])(?:[a-z0-9-]{1,63}\.)+[a-z]{2,10}/[^\s\u4e00-\u9fff,。;!〔〕]*"
    r"|(?<![a-z0-9@.-])(?:[a-z0-9-]{1,63}\.)+(?:com|cn|net|org|top|xyz|vip|cc|co|info|shop|site|online|club|app|io|me|tv|ltd|icu|link|work|live|fun|pro|in|ru|hk|tw|jp)"
    r"(?![a-z0-9.-])(?::\d+)?(?:/[^\s\u4e00-\u9fff,。;!〔〕]*)?"
)
_EMAIL = re.compile(r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_ACCOUNT = re.compile(r"(?:微信号?|qq[号群]?|账号|飞机号?)(?:是|为|:)?\s?([a-z][a-z0-9_-]{5,19}|\d{5,12})(?![a-z0-9])")
_CODE = re.compile(
    r"(?:验证码|校验码|动态码|动态密码|口令)[^\d\n〔]{0,6}(\d(?:[ \-]?\d){3,7})(?![\d])"
    r"|(?<!\d)(\d{4,8})(?=[^\d\n]{0,4}(?:验证码|校验码))"
)
_NUMBER = re.compile(r"(?<!\d)(?:\+?\d|\(\d)(?:[ .\-()]{0,2}\d){6,24}x?(?!\d)")
_ADDRESS = re.compile(
    r"(?:[\u4e00-\u9fff]{2,9}(?:省|市|区|县|镇|乡|街道))*[\u4e00-\u9fff]{1,8}(?:路|街|巷|弄|大道|小区|花园|苑|村|公寓|广场)"
    r"\d{1,5}(?:号|弄|栋|幢|号楼|座)(?:\d{1,4}(?:号楼|栋|幢|单元|座))?(?:\d{1,2}单元)?(?:\d{2,5}(?:室|号|房)?)?"
)
_AFTER_AMOUNT = re.compile(r"\s?(?:元|块|万|美元|美金|港币|人民币|积分|分|u|个)")
_ROUND_SUM = re.compile(r"[1-9]\d{0,5}0{3,}")  # 一百二十万 without 元; no account ends like that
_SAID_AS_SUM = re.compile("[十百千万亿拾佰仟萬wWkK]")  # 五万: a code is read out digit by digit
_DOTTED = re.compile(r"\d{1,9}\.\d{1,2}|\d{1,3}(?:\.\d{1,3}){3}")  # a sum with cents, a network address
MOST_SUM_DIGITS = 9


@dataclass(frozen=True)
class Found:
    """One thing to hide: its kind and its span in the resident's own text."""

    kind: str
    start: int
    end: int
    value: str


def _is_sum(digits: str, text: str, end: int) -> bool:
    """Say whether a run of digits is an amount of money, which stays."""
    if len(digits) > MOST_SUM_DIGITS:
        return False
    return bool(_AFTER_AMOUNT.match(text, end) or _ROUND_SUM.fullmatch(digits))


def _is_identity(body: str) -> bool:
    try:
        return bool(ric.is_valid(body.upper()))
    except KeyError:  # stdnum 2 asks for the county of numbers whose province alone it knows
        return False


def _classify(body: str) -> str | None:
    """Name the kind of a run of digits, or None when it may stay."""
    if len(body) == 18 and (_is_identity(body) or body[6:8] in ("19", "20")):
        return "身份证"
    if re.fullmatch(r"1[3-9]\d{9}", body):
        return "手机号"
    if 15 <= len(body) <= 19:
        return "银行卡" if len(body) >= 16 or luhn.is_valid(body) else "身份证"
    if re.fullmatch(r"0\d{9,11}|[48]00\d{7}|95\d{6,}|00\d{8,}", body):
        return "电话"
    return "号码" if len(body) >= 7 else None


def _numbers(text: str, keep: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[^\dx]", "", match.group())
        if digits in keep or _DOTTED.fullmatch(match.group()) or _is_sum(digits, text, match.end()):
            continue
        if re.fullmatch(r"(?:19|20)\d{2}[01]\d[0-3]\d", digits):
            continue  # a date is a time, and times stay
        kind = _classify(re.sub(r"^(?:00)?86(?=1[3-9]\d{9}$)", "", digits))
        if kind:
            yield kind, match.start(), match.end()


def _candidates(text: str, keep: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) on the normalised text, the surest kinds first."""
    for kind, pattern in (("链接", _LINK), ("邮箱", _EMAIL)):
        for match in pattern.finditer(text):
            yield kind, match.start(), match.end()
    for match in _CODE.finditer(text):
        group = 1 if match.group(1) else 2
        if match.group(group) not in keep and not _AFTER_AMOUNT.match(text, match.end(group)):
            yield "验证码", match.start(group), match.end(group)
    yield from _numbers(text, keep)
    for match in _ACCOUNT.finditer(text):
        yield "账号", match.start(1), match.end(1)
    for match in _ADDRESS.finditer(text):
        yield "地址", match.start(), match.end()


def find(text: str, keep: Iterable[str] = ()) -> list[Found]:
    """Return what must be hidden in `text`, by position, without overlaps.

    Args:
        text: the resident's own words.
        keep: public numbers that stay, such as the hotlines.

    Returns:
        The finds, ordered by where they stand.
    """
    mapped = normalise(text)
    taken: list[Found] = []
    for kind, start, end in _candidates(mapped.text, frozenset(keep)):
        first, last = mapped.source_span(start, end)
        if kind == "验证码" and _SAID_AS_SUM.search(text[first:last]):
            continue
        if all(last <= found.start or first >= found.end for found in taken):
            taken.append(Found(kind, first, last, mapped.text[start:end]))
    return sorted(taken, key=lambda found: found.start)


def hide(text: str, finds: list[Found]) -> str:
    """Return `text` with a typed placeholder in place of each find; links are numbered."""
    parts: list[str] = []
    done = links = 0
    for found in finds:
        links += found.kind == "链接"
        label = f"{found.kind}{links}" if found.kind == "链接" else found.kind
        parts += [text[done : found.start], f"〔{label}〕"]
        done = found.end
    return "".join([*parts, text[done:]])
