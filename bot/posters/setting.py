"""Chinese line breaking: between words and after clauses, never before a punctuation mark. Pure."""

from __future__ import annotations

import re
from functools import cache

import jieba

CLOSING = "，。、；：！？）」』”’》…—％%"
OPENING = "（「『“‘《"
MARKS = "，。；：！？"  # after which a clause ends
_CLAUSE = re.compile(r"(?<=[，；：！？])")


@cache
def _tokenizer() -> jieba.Tokenizer:
    made = jieba.Tokenizer()
    made.initialize()
    return made


def pieces(text: str) -> list[str]:
    """Return what may not be torn apart: words with the marks that cling to them, in order."""
    made: list[str] = []
    for word in _tokenizer().lcut(text):
        if made and (word[0] in CLOSING or made[-1][-1] in OPENING or _is_number(made[-1], word)):
            made[-1] += word
        else:
            made.append(word)
    return made


def _is_number(before: str, word: str) -> bool:
    """Keep a number and what it counts together: 打110, 三个."""
    return before[-1].isascii() and before[-1].isdigit() and len(word) == 1


def slogan_lines(text: str, longest: int) -> list[str]:
    """Return a slogan in lines of at most about `longest` characters, alike in length.

    A clause has its own line; one that is too long is divided between words where its parts are most alike.
    """
    made: list[str] = []
    for clause in clauses(text):
        count = -(-width(clause) // longest)
        made += _divided(pieces(clause), count) if count > 1 else [clause]
    return made


def clauses(text: str) -> list[str]:
    """Return the clauses of a text, each with the mark that ends it."""
    return [part for part in _CLAUSE.split(text) if part]


def width(text: str) -> int:
    """Return how many characters wide a line is; a mark at its end hangs over the edge."""
    return len(text.rstrip(MARKS))


def _divided(words: list[str], count: int) -> list[str]:
    if count < 2 or len(words) < 2:
        return ["".join(words)]
    share = len("".join(words)) / count
    cut = min(range(1, len(words)), key=lambda n: abs(len("".join(words[:n])) - share))
    return ["".join(words[:cut]), *_divided(words[cut:], count - 1)]
