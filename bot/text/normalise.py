"""One canonical spelling for whatever a resident types, with a way back.

Full-width, traditional, look-alike, spaced-out, emoji-digit and zero-width
spellings become plain simplified half-width text; numerals become digits.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

from bot.text.lookalikes import HOMOGLYPHS, SPELLINGS
from bot.text.numerals import to_digits
from bot.text.spans import Mapped

_CJK = "\u4e00-\u9fff"
_INVISIBLE = {"Cf", "Cc", "Mn", "Me", "Co", "Cs", "Cn"}
_SPACED = re.compile(rf"(?:(?<=[^{_CJK}][{_CJK}])|(?<=^[{_CJK}]))[ .*·•丨|_~/\-]+(?=[{_CJK}])", re.MULTILINE)
_SPLIT_WORD = re.compile(rf"(?<=[{_CJK}])(?:[*·•丨|_~/]+|\.)(?=[{_CJK}])")
_LOOKALIKE = re.compile(
    "|".join(
        rf"(?<![a-z0-9=/.?&_-]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        for word in sorted(SPELLINGS, key=len, reverse=True)
    )
)
_SPACES = re.compile(r"[ \u3000]{2,}")


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    """Return the shared traditional-to-simplified converter (OpenCC `t2s`)."""
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    """Return the plain form of one character, empty when it is invisible."""
    if char in "\n\t":
        return "\n" if char == "\n" else " "
    char = HOMOGLYPHS.get(char, char)
    if unicodedata.category(char) in _INVISIBLE:
        return ""
    folded = unicodedata.normalize("NFKC", char).lower()
    return "".join(HOMOGLYPHS.get(part, part) for part in folded if unicodedata.category(part) not in _INVISIBLE)


def _fold_all(text: str) -> Mapped:
    chars: list[str] = []
    starts: list[int] = []
    for index, char in enumerate(text):
        folded = _fold(char)
        chars.append(folded)
        starts.extend([index] * len(folded))
    return Mapped("".join(chars), tuple(starts), tuple(start + 1 for start in starts))


def _simplify(mapped: Mapped) -> Mapped:
    """Convert to simplified; by character where a phrase changes its length."""
    converter = _converter()
    simple = str(converter.convert(mapped.text))
    if len(simple) != len(mapped.text):
        simple = "".join(str(converter.convert(char))[:1] or char for char in mapped.text)
    return Mapped(simple, mapped.starts, mapped.ends)


def normalise(text: str) -> Mapped:
    """Return the canonical spelling of `text` with its map to the source.

    Args:
        text: anything a resident may send.

    Returns:
        Simplified, half-width, lower-case text with digits. Normalising it
        again changes nothing.
    """
    mapped = _simplify(_fold_all(text))
    mapped = mapped.replace(_SPACED, lambda _: "")
    mapped = mapped.replace(_SPLIT_WORD, lambda _: "")
    mapped = mapped.replace(_LOOKALIKE, lambda m: SPELLINGS[m.group()])
    mapped = to_digits(mapped)
    return mapped.replace(_SPACES, lambda _: " ")
