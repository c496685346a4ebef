"""Finds labelled patterns in a clause: the language of signals.yml, without spaCy, which the edge never loads.

tests/unit/drill/test_spot.py holds it to `bot.nlu.patterns`, so that the two do not part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_GAP = r"[^。!?;\n！？；]{0,6}?"
_LITERAL = re.compile(r"[^()|~]+")
_CLAUSE = re.compile(r"[^，。！？；：、…]+[，。！？；：、…]*")


def to_regex(pattern: str) -> str:
    """Return the regular expression of a pattern: `(a|b)` are alternatives, `~` up to six characters."""
    escaped = _LITERAL.sub(lambda match: re.escape(match.group()), pattern)
    return escaped.replace("(", "(?:").replace("~", _GAP)


class Spotter:
    """Finds patterns by their label."""

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        """Compile one regular expression a label.

        Raises:
            re.error: a pattern is broken.
        """
        self._regexes = {label: re.compile("|".join(map(to_regex, listed))) for label, listed in patterns.items()}

    @property
    def labels(self) -> tuple[str, ...]:
        """Return all labels in their order."""
        return tuple(self._regexes)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the labels found in a text, in the order of the patterns."""
        return tuple(label for label, regex in self._regexes.items() if regex.search(text))

    def in_clauses(self, text: str) -> list[tuple[str, str]]:
        """Return (label, clause) of every find, clause by clause; a clause is bare of its mark."""
        clauses = (part.rstrip("，。！？；：、…") for part in _CLAUSE.findall(text))
        return [(label, clause) for clause in clauses for label in self.find(clause)]
