"""Find the choice that a typed answer picks: "2", "二", "第二个", or its words."""

from __future__ import annotations

import re

from bot.triage.case import Choice

_NUMERALS = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMBER = re.compile(
    r"^[(（]?(?:我?选|我要)?第?\s*(\d{1,2}|[一二两三四五六七八九]?十?[一二三四五六七八九]?)\s*"
    r"(?:个|号|项|条|吧|、|\)|）|。|\.|,|，|谢谢)*$"
)
_NOISE = re.compile(r"[\s,，。.!！?？、“”\"'「」]+")


def _plain(text: str) -> str:
    return _NOISE.sub("", text).lower()


def _number(text: str) -> int:
    """Return the value of digits or of a numeral up to 99."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


def find_choice(text: str, choices: tuple[Choice, ...]) -> str:
    """Return the value of the choice that `text` picks.

    Args:
        text: normalised text of the message.
        choices: what was offered last.

    Returns:
        The value, or an empty string when the text is something else.
    """
    if not choices or len(text) > 24:
        return ""
    match = _NUMBER.match(text.strip())
    if match and match.group(1):
        number = _number(match.group(1))
        return next((choice.value for choice in choices if choice.n == number), "")
    wanted = _plain(text)
    return next((choice.value for choice in choices if wanted and wanted == _plain(choice.label)), "")
