"""The pattern language of signals.yml, found in text and kept as spaCy spans.

Chinese has no word boundaries and jieba cuts the same phrase differently from
sentence to sentence, so patterns work on characters: the Doc has one token a
character. `(a|b)` are alternatives, `~` is up to six characters of the same
sentence. spaCy's own Matcher took 26 ms a text on these 1,000 patterns, one
regular expression a label takes 0.8 ms (docs/adr/0004-patterns.md); spaCy
holds the spans and drops the overlapping ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import spacy
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

GAP = "~"
GAP_CHARS = 6
_GAP_REGEX = rf"[^。!?;\n！？；]{{0,{GAP_CHARS}}}?"
_PART = re.compile(r"\(([^()]*)\)|([^()]+)")


class PatternError(ValueError):
    """A pattern that cannot be used; the message says what is wrong."""


def to_regex(pattern: str) -> str:
    """Return the regular expression of a pattern.

    Raises:
        PatternError: parentheses unbalanced or nested, or a reading with fewer
            than two literal characters (it would fire on almost anything).
    """
    if pattern.count("(") != pattern.count(")") or re.search(r"\([^()]*(?:\(|$)", pattern):
        raise PatternError("parentheses must be closed and not nested")
    parts = _parts(pattern)
    if sum(min(len(option.replace(GAP, "")) for option in part) for part in parts) < 2:
        raise PatternError("needs at least two literal characters in every reading")
    return "".join(_part_regex(part) for part in parts)


def _parts(pattern: str) -> list[list[str]]:
    """Return the alternatives of each part of a pattern."""
    return [(m.group(1) or "").split("|") if m.group(2) is None else [m.group(2)] for m in _PART.finditer(pattern)]


def _grams(text: str) -> list[str]:
    """Return every pair of neighbours, or the character where there is only one."""
    return [text[start : start + 2] for start in range(len(text) - 1)] or [text]


def _triggers(pattern: str, commonness: Mapping[str, int]) -> frozenset[str]:
    """Return pairs and characters of which a text must have one, or the pattern cannot occur in it.

    Of each part one alternative must stand in the text, and with it its rarest
    pair; the part whose rarest pairs are the rarest decides. Empty when every
    part may be left out.
    """
    needed = [
        [
            min((gram for piece in option.split(GAP) if piece for gram in _grams(piece)), key=commonness.__getitem__)
            for option in part
        ]
        for part in _parts(pattern)
        if all(option.replace(GAP, "") for option in part)
    ]
    if not needed:
        return frozenset()
    return frozenset(min(needed, key=lambda grams: sum(commonness[gram] for gram in grams)))


def _part_regex(options: list[str]) -> str:
    escaped = [_GAP_REGEX.join(re.escape(piece) for piece in option.split(GAP)) for option in options]
    return escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(sorted(escaped, key=len, reverse=True))})"


class PatternMatcher:
    """Finds labelled patterns in normalised text."""

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        """Compile one regular expression a label.

        Args:
            patterns: label → patterns.

        Raises:
            PatternError: a pattern cannot be used; names label and pattern.
        """
        self._vocab = spacy.blank("zh").vocab
        self._regexes = {label: self._compile(label, listed) for label, listed in patterns.items() if listed}
        self._triggered, self._always = self._index(patterns)

    @staticmethod
    def _index(patterns: Mapping[str, Sequence[str]]) -> tuple[dict[str, set[str]], set[str]]:
        """Return the labels by what triggers them, and those that are always looked for."""
        options = [option for listed in patterns.values() for one in listed for part in _parts(one) for option in part]
        pieces = [piece for option in options for piece in option.split(GAP) if piece]
        commonness = Counter(gram for piece in pieces for gram in _grams(piece))
        triggered: dict[str, set[str]] = {}
        always: set[str] = set()
        for label, listed in patterns.items():
            for pattern in listed:
                triggers = _triggers(pattern, commonness)
                for trigger in triggers:
                    triggered.setdefault(trigger, set()).add(label)
                if not triggers:
                    always.add(label)
        return triggered, always

    @staticmethod
    def _compile(label: str, listed: Sequence[str]) -> re.Pattern[str]:
        readings = []
        for pattern in listed:
            try:
                readings.append(to_regex(pattern))
            except PatternError as error:
                raise PatternError(f"{label}: {pattern}: {error}") from error
        return re.compile("|".join(readings))

    def spans(self, text: str) -> Doc:
        """Return a Doc of characters whose `spans[label]` hold the matches of each label."""
        doc = Doc(self._vocab, words=list(text), spaces=[False] * len(text))
        possible = self._always.union(*(self._triggered.get(gram, ()) for gram in {*text, *_grams(text)}))
        for label in (label for label in self._regexes if label in possible):
            found = self._regexes[label].finditer(text)
            matches = [Span(doc, match.start(), match.end(), label) for match in found]
            if matches:
                doc.spans[label] = filter_spans(matches)
        return doc

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield (label, start, end) of every match in normalised text."""
        doc = self.spans(text)  # spaCy's span groups live only as long as their Doc
        for label, group in doc.spans.items():
            for span in group:
                yield label, span.start, span.end
