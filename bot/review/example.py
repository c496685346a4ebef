"""A resident's words, twice masked, made fit to be learned from; or refused, with the reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.review.hide import NAME, for_staff

SOMEBODY = "小张"  # a name that is nobody's: residents write names, and the model meets them as such
LEAST, LONGEST, MOST_HIDDEN = 5, 500, 3
_HIDDEN = re.compile("〔[^〕]*〕")
_HAN = re.compile("[\u4e00-\u9fff]")
_BREAK = re.compile(r"\s*\n+\s*")


def natural(text: str) -> str:
    """Return the words on one line, with a made-up name where one was hidden.

    Placeholders of numbers, accounts and links stay: the model meets exactly these.
    """
    return _BREAK.sub("，", text.strip()).replace(NAME, SOMEBODY)


def refusal(text: str, keep: Iterable[str] = ()) -> str:
    """Return why these words cannot be an example, empty when they can.

    Args:
        text: as `natural` gives it, or as an officer changed it.
        keep: public numbers that may stand in it.
    """
    left = len(_HAN.findall(_HIDDEN.sub("", text)))
    if left < LEAST:
        return f"遮住号码以后只剩 {left} 个字，教不会什么。换一句。"
    if len(_HIDDEN.findall(text)) > MOST_HIDDEN:
        return f"遮住的地方超过 {MOST_HIDDEN} 处，读不通了。删掉几处，或者换一句。"
    if len(text) > LONGEST:
        return f"太长了，有 {len(text)} 个字。留下最要紧的，{LONGEST} 个字以内。"
    if NAME in text:
        return f"还留着{NAME}。改成“{SOMEBODY}”这样的假名字。"
    if for_staff(text, keep) != text:
        return "里面像是有真的名字、住址或号码。改掉再放进来。"
    return ""
