"""Cutting words where a person would take a breath."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

# A closing quotation mark belongs to the sentence it ends.
_SENTENCE = re.compile(r"[^。！？；\n]+(?:[。！？；]+[”」）]*|\n|$)")
_CLAUSE = re.compile(r"[^，：、。！？；\n]+(?:[，：、。！？；]+[”」）]*|\n|$)")
Size = Callable[[str], int]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text with their marks, without the line breaks between them."""
    return [part.strip() for part in _SENTENCE.findall(text) if part.strip()]


def clauses(text: str) -> list[str]:
    """Return the clauses of a text with their marks."""
    return [part.strip() for part in _CLAUSE.findall(text) if part.strip()]


def pack(parts: Iterable[str], most: int, size: Size = len, glue: str = "") -> list[str]:
    """Join neighbouring parts as long as they fit together.

    Args:
        parts: in order; one that is larger than `most` by itself stays whole.
        most: the largest size of a piece, in what `size` counts.
        size: how a text is measured.
        glue: what stands between two parts of one piece.
    """
    packed: list[str] = []
    for part in parts:
        joined = f"{packed[-1]}{glue}{part}" if packed else part
        if packed and size(joined) <= most:
            packed[-1] = joined
        else:
            packed.append(part)
    return packed


def cut(text: str, most: int, size: Size = len) -> list[str]:
    """Return a text in pieces of at most `most`, cut at the widest break that does it.

    Sentences first, then clauses, and only a clause that is still too long is
    cut between characters.
    """
    pieces: list[str] = []
    for sentence in sentences(text):
        if size(sentence) <= most:
            pieces.append(sentence)
            continue
        for clause in pack(clauses(sentence), most, size):
            pieces += [clause] if size(clause) <= most else _hard(clause, most, size)
    return pieces


def _hard(text: str, most: int, size: Size) -> list[str]:
    return pack(text, most, size)
