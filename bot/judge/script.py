"""What a link is written in: plain letters, letters of other scripts that look alike, invisible characters."""

from __future__ import annotations

import unicodedata

from bot.text.lookalikes import HOMOGLYPHS

_INVISIBLE = frozenset({"Cf", "Cc", "Mn", "Me", "Co", "Cs", "Cn"})


def is_invisible(char: str) -> bool:
    """Say whether a character shows nothing of its own: zero-width, combining, unassigned."""
    return unicodedata.category(char) in _INVISIBLE


def is_han(char: str) -> bool:
    """Say whether a character is Chinese."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def is_foreign(char: str) -> bool:
    """Say whether a letter belongs to no Chinese site: neither ASCII, in any width, nor Chinese."""
    folded = unicodedata.normalize("NFKC", char)
    return char.isalpha() and not folded.isascii() and not is_han(char) and not is_han(folded[0])


def visible(raw: str) -> str:
    """Return the text half-width, in lower case and without invisible characters, each letter its own."""
    folded = unicodedata.normalize("NFKC", raw).lower()
    return "".join(char for char in folded if not is_invisible(char))


def plain(raw: str) -> str:
    """Return what a reader takes the text for: letters of other scripts as the Latin ones they look like."""
    shown = "".join(HOMOGLYPHS.get(char, char) for char in visible("".join(HOMOGLYPHS.get(c, c) for c in raw)))
    # é is e with a mark, and NFKC puts the two together
    return "".join(char for char in unicodedata.normalize("NFD", shown) if not is_invisible(char))


def has_hidden(raw: str) -> bool:
    """Say whether invisible characters stand inside the text, not only around it."""
    seen = [index for index, char in enumerate(raw) if not is_invisible(char)]
    return bool(seen) and any(is_invisible(char) for char in raw[seen[0] : seen[-1]])
