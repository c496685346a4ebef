"""The pattern language of signals.yml, found in text and kept as spaCy spans.

Chinese has no word boundaries and jieba cuts the same phrase differently from
sentence to sentence, so patterns work on characters: the Doc has one token a character.
spaCy's own Matcher took 26 ms a text on these 1,000 patterns, one regular
expression a label takes 0.8 ms (docs/adr/0004-patterns.md); spaCy holds the
spans and drops the overlapping ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import spacy
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.nlu.pattern_language import GAP, PatternError, parts, to_regex


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
        for part in parts(pattern)
        if all(option.replace(GAP, "") for option in part)
    ]
    if not needed:
        return frozenset()
    return frozenset(min(needed, key=lambda grams: sum(commonness[gram] for gram in grams)))


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
        options = [option for listed in patterns.values() for one in listed for part in parts(one) for option in part]
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
