"""What there is to judge in a message: the finds as they were written, and what masking has no need to hide.

Masking looks at the normalised text, where a look-alike letter is already the
letter it looks like. Judging looks at the resident's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.judge.script import is_foreign, is_han, is_invisible, plain, visible
from bot.judge.suffixes import split
from bot.text.mask import Found

LINK, MAIL, ACCOUNT, CARD = "链接", "邮箱", "账号", "银行卡"
NUMBERS = ("手机号", "电话", "号码")
SHORT_CODE = "短号"  # at most eight digits, public, never masked
KINDS = frozenset({LINK, MAIL, ACCOUNT, CARD, *NUMBERS})  # never an ID card, a code or an address

_ENDS_LINK = frozenset("，。！？；：、（）《》〈〉【】〔〕「」『』“”‘’…<>\"'()[]{}|,;^`")
_TRAILING = ".!?:*_~-"
_BARE = re.compile(
    r"(?<![a-z0-9@._-])(?:[a-z0-9-]{1,63}\.){1,20}[a-z]{2,24}(?![a-z0-9@.-]*[a-z0-9@])(?::\d{1,5})?(?:/[!-~]*)?"
    r"|(?<![a-z0-9.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5}(?:/[!-~]*)?|/[!-~]*)"
)
_SHORT = re.compile(
    r"(?<![\d.+])(?:(?:\+ ?|00)(?:86)?[ -]?(?P<code>\d{3,5})|(?P<plain>9[56]\d{3,6}))"
    r"(?![\d.])(?! ?[元块万千百个年%])"
)
_CALLING = re.compile(r"电话|来电|号码|客服|短信|显示|拨|接到|热线|打过?来|给我打|是谁|谁的")
_NEAR = 10  # characters around a bare code in which it is called a number


@dataclass(frozen=True)
class Piece:
    """One thing to judge.

    Attributes:
        found: kind, span and value.
        raw: how it was written; for a link with whatever hangs on to it.
    """

    found: Found
    raw: str


def pieces(text: str, finds: Sequence[Found], hotlines: Collection[str]) -> list[Piece]:
    """Return what there is to judge, in the order of the text.

    Args:
        text: the resident's own words.
        finds: what masking found in them.
        hotlines: the public numbers; one that is written rightly is no piece.
    """
    found = [_as_written(text, one) for one in finds if one.kind in KINDS]
    taken = [(one.start, one.end) for one in finds] + [(p.found.start, p.found.end) for p in found]
    for make in (_links(text), _short_codes(text, frozenset(hotlines))):
        for piece in make:
            start, end = piece.found.start, piece.found.end
            if all(end <= first or start >= last for first, last in taken):
                found.append(piece)
                taken.append((start, end))
    return sorted(found, key=lambda piece: piece.found.start)


def _as_written(text: str, found: Found) -> Piece:
    if found.kind != LINK:
        return Piece(found, text[found.start : found.end])
    start, end = found.start, found.end
    while start > 0 and _may_lead(text[start - 1]):
        start -= 1
    while end < len(text) and not text[end].isspace() and not is_han(text[end]) and text[end] not in _ENDS_LINK:
        end += 1
    raw = text[start:end].rstrip(_TRAILING)
    return Piece(Found(LINK, start, start + len(raw), found.value), raw)


def _may_lead(char: str) -> bool:
    """Say whether a character before a find belongs to it: masking stops at letters that it does not know."""
    return (
        is_foreign(char)
        or (is_invisible(char) and char != "\n")
        or (char.isascii() and (char.isalnum() or char in ".-@"))
    )


def _links(text: str) -> Iterator[Piece]:
    """Yield the links that masking passes by: rare endings, first names like wx, addresses of digits."""
    lowered = _same_length(text)
    for match in _BARE.finditer(lowered):
        host = re.split(r"[:/]", match.group(), maxsplit=1)[0]
        if host.replace(".", "").isdigit() or split(host).registered:
            raw = text[match.start() : match.end()].rstrip(_TRAILING)
            yield Piece(Found(LINK, match.start(), match.start() + len(raw), plain(raw)), raw)


def _same_length(text: str) -> str:
    """Return the text half-width and in lower case, character by character."""
    return "".join(char if len(folded := visible(char)) != 1 else folded for char in text)


def _short_codes(text: str, hotlines: frozenset[str]) -> Iterator[Piece]:
    """Yield short codes that pretend: with a prefix, or beginning with 95 and in no list."""
    lowered = _same_length(text)
    for match in _SHORT.finditer(lowered):
        code = match.group("code") or ""
        if code and code not in hotlines:
            continue
        if match.group("plain") and (match.group() in hotlines or not _is_called(lowered, match)):
            continue
        value = re.sub(r"[ -]", "", match.group())
        yield Piece(Found(SHORT_CODE, match.start(), match.end(), value), text[match.start() : match.end()])


def _is_called(text: str, match: re.Match[str]) -> bool:
    """Say whether digits are spoken of as a number to call; 95000 may be a sum of money."""
    around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return bool(_CALLING.search(around)) or text.strip() == match.group()
