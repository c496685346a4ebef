"""Names of well-known bodies in domains that are not theirs: borrowed whole, or imitated."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from bot.judge.rules import Rules
from bot.judge.suffixes import Split

BORROWED, IMITATED = "brand_in_foreign_domain", "lookalike_domain"
_SHAPES = str.maketrans({"0": "o", "1": "l", "i": "l", "3": "e", "4": "a", "5": "s", "8": "b", "9": "g"})
_RUNS = re.compile(r"[a-z]+|\d+")
_TOKENS = re.compile(r"[a-z0-9]+")
_ONE_SLIP, _TWO_SLIPS = 6, 10  # letters of a name from which one or two slips still show whose it is
_ANYWHERE, _AT_AN_END = 5, 4
_LEAST_NUMBER = 5  # digits; 110 stands in any number


def shape(text: str) -> str:
    """Return the text as the eye takes it: 1cbc and icbc have one shape."""
    return text.replace("rn", "m").replace("vv", "w").translate(_SHAPES)


def _holds(token: str, word: str) -> bool:
    """Say whether a token holds a word; the shorter it is, the more it must stand alone."""
    if len(word) >= _ANYWHERE:
        return word in token
    if len(word) == _AT_AN_END:
        return token.startswith(word) or token.endswith(word)
    return token == word


def _slips(name: str, labels: Iterable[str]) -> bool:
    """Say whether a registered name is a brand's with a letter or two changed."""
    for label in labels:
        allowed = (len(label) >= _ONE_SLIP) + (len(label) >= _TWO_SLIPS)
        if allowed and name != label and OSA.distance(name, label, score_cutoff=allowed) <= allowed:
            return True
    return False


def brand_reasons(parts: Split, labels: tuple[str, ...], rules: Rules) -> set[str]:
    """Return what is wrong with the names in a host that belongs to no brand.

    Args:
        parts: the host, split.
        labels: its labels, punycode read.
        rules: the brands.
    """
    own = f"{parts.sub}.{parts.name}"  # what stands in the suffix nobody chose
    tokens = {*_RUNS.findall(own), *_TOKENS.findall(own), *own.replace("-", "").split("."), *own.split(".")}
    found: set[str] = set()
    numbers = {number for number in rules.hotlines if len(number) >= _LEAST_NUMBER}
    borrowed = any(_holds(token, word) for token in tokens for word in rules.words)
    if borrowed or tokens & numbers or any(word in label for label in labels for word in rules.chinese):
        found.add(BORROWED)
    if _imitated(parts, tokens, rules):
        found.add(IMITATED)
    return found


def _imitated(parts: Split, tokens: set[str], rules: Rules) -> bool:
    words = {shape(word): word for word in rules.words | rules.labels if len(word) >= 3 and not word.isdigit()}
    for token in tokens:
        seen = shape(token)
        if any(_holds(seen, made) and not _holds(token, word) for made, word in words.items()):
            return True
    return _slips(parts.name.replace("-", ""), rules.labels)
