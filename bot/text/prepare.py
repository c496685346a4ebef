"""`prepare()`: what every text goes through before anything else sees it.

Limit, normalise, mask. The edge runs it on messages, `bot assess` on its
input, and the export on training examples, so that all three see one form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.text.mask import Found, find, hide
from bot.text.normalise import normalise

_CUT_NUMBER = re.compile(r"[\d\s\-零一二三四五六七八九幺]{1,40}$")
MAX_CHARS = 2000  # a long story fits; a pasted book does not


@dataclass(frozen=True)
class Prepared:
    """A text fit to leave the edge.

    Attributes:
        text: the resident's own words, masked, never starting with a slash.
        finds: what was hidden; lives in memory for this message only.
        truncated: whether the end was cut off.
    """

    text: str
    finds: tuple[Found, ...]
    truncated: bool


def drop_leading_slashes(text: str) -> str:
    """Return `text` without a start that Rasa could read as an intent.

    Rasa takes a message that starts with "/" for an intent ("/restart"). Any
    spelling that normalises to a slash, alone or behind invisible characters,
    goes too.
    """
    mapped = normalise(text)
    rest = mapped.text.lstrip("/\\ \n")
    dropped = len(mapped.text) - len(rest)
    if dropped == 0 or not rest:
        return text.strip() if rest else ""
    start, _ = mapped.source_span(dropped, dropped + 1)
    return text[start:].strip()


def prepare(text: str, keep: Iterable[str] = ()) -> Prepared:
    """Limit, normalise and mask one text.

    Args:
        text: anything a resident may send.
        keep: public numbers that stay (the hotlines).

    Returns:
        The prepared text; empty when nothing readable was sent.
    """
    limited = text[:MAX_CHARS]
    if len(text) > MAX_CHARS:  # the cut must not leave the first digits of a number
        limited = _CUT_NUMBER.sub("", limited)
    finds = find(limited, keep)
    return Prepared(
        text=drop_leading_slashes(hide(limited, finds)),
        finds=tuple(finds),
        truncated=len(text) > MAX_CHARS,
    )
