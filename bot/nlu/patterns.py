"""The pattern language of signals.yml, compiled for spaCy's Matcher.

Chinese has no word boundaries and jieba cuts the same phrase differently from
sentence to sentence, so patterns work on characters: the Doc has one token a
character. `(a|b)` are alternatives, `~` is up to six characters of the same
sentence. A literal that must occur (the anchor) is looked for first, so that
only matchers with a chance run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

GAP = "~"
GAP_CHARS = 6
MAX_EXPANSIONS = 120
_SENTENCE_END = list("。!?;\n！？；")
_PART = re.compile(r"\(([^()]*)\)|([^()]+)")


class PatternError(ValueError):
    """A pattern that cannot be used; the message says what is wrong."""


def expand(pattern: str) -> list[str]:
    """Return every literal reading of a pattern, with `~` left in.

    Raises:
        PatternError: unbalanced or nested parentheses, too many readings, or
            fewer than two literal characters.
    """
    if pattern.count("(") != pattern.count(")") or re.search(r"\([^()]*\(", pattern):
        raise PatternError("parentheses must be closed and not nested")
    parts = [
        match.group(1).split("|") if match.group(1) is not None else [match.group(2)]
        for match in _PART.finditer(pattern)
    ]
    count = 1
    for part in parts:
        count *= len(part)
    if count > MAX_EXPANSIONS:
        raise PatternError(f"has {count} readings, at most {MAX_EXPANSIONS} are allowed")
    readings = list(dict.fromkeys("".join(choice).strip(GAP) for choice in product(*parts)))
    if any(len(reading.replace(GAP, "")) < 2 for reading in readings):
        raise PatternError("needs at least two literal characters in every reading")
    return readings


def _token_pattern(reading: str) -> list[dict[str, Any]]:
    gap = {"TEXT": {"NOT_IN": _SENTENCE_END}, "OP": f"{{0,{GAP_CHARS}}}"}
    return [gap if char == GAP else {"TEXT": char} for char in re.sub(f"{GAP}+", GAP, reading)]


def _anchor(reading: str) -> str:
    """Return the longest literal run: it must occur for the reading to match."""
    return max(reading.split(GAP), key=len)


def characters(vocab: Vocab, text: str) -> Doc:
    """Return a Doc with one token for each character; token i is text[i]."""
    return Doc(vocab, words=list(text), spaces=[False] * len(text))


class PatternMatcher:
    """Finds labelled patterns in normalised text."""

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        """Expand the patterns; matchers are compiled when their label first has a chance.

        Args:
            patterns: label → patterns.

        Raises:
            PatternError: a pattern cannot be used; names label and pattern.
        """
        self._vocab = spacy.blank("zh").vocab
        self._readings: dict[str, list[str]] = {}
        self._anchors: dict[str, set[str]] = {}
        self._matchers: dict[str, Matcher] = {}
        for label, listed in patterns.items():
            readings = [reading for pattern in listed for reading in self._expand(label, pattern)]
            self._readings[label] = readings
            for reading in readings:
                self._anchors.setdefault(_anchor(reading), set()).add(label)

    @staticmethod
    def _expand(label: str, pattern: str) -> list[str]:
        try:
            return expand(pattern)
        except PatternError as error:
            raise PatternError(f"{label}: {pattern}: {error}") from error

    def _matcher(self, label: str) -> Matcher:
        if label not in self._matchers:
            matcher = Matcher(self._vocab)
            matcher.add(label, [_token_pattern(reading) for reading in self._readings[label]], greedy="LONGEST")
            self._matchers[label] = matcher
        return self._matchers[label]

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield (label, start, end) of every match in normalised text."""
        labels = sorted({label for anchor, owners in self._anchors.items() if anchor in text for label in owners})
        if not labels:
            return
        doc = characters(self._vocab, text)
        for label in labels:
            for _, start, end in self._matcher(label)(doc):
                yield label, start, end
