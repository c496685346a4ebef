"""Find the choice that a typed answer picks: "2", "二", "第二个", or its words."""

from __future__ import annotations

import re

from bot.triage.case import Choice

_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMBER = re.compile(r"^(?:选|我选|第)?\s*([1-9]|[一二两三四五六七八九])\s*(?:个|号|项|吧|。|\.)*$")
_NOISE = re.compile(r"[\s,，。.!！?？、“”\"'「」]+")


def _plain(text: str) -> str:
    return _NOISE.sub("", text).lower()


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
    if match:
        number = _NUMERALS.get(match.group(1)) or int(match.group(1))
        return next((choice.value for choice in choices if choice.n == number), "")
    wanted = _plain(text)
    return next((choice.value for choice in choices if wanted and wanted == _plain(choice.label)), "")
