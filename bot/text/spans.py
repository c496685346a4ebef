"""Text whose characters remember where they came from.

Normalising drops, folds and rewrites characters, yet a resident must see
their own words quoted. Every rewriting step therefore works on `Mapped` text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mapped:
    """A text and, for each character, the span of the source it stands for.

    Attributes:
        text: the rewritten text.
        starts: for each character of `text`, the first source index.
        ends: for each character of `text`, one past the last source index.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def identity(cls, text: str) -> Mapped:
        """Return `text` mapped onto itself."""
        return cls(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span behind `text[start:end]`.

        Args:
            start: first character, inclusive.
            end: one past the last character; must be greater than `start`.

        Returns:
            (start, end) in the source text.
        """
        return min(self.starts[start:end]), max(self.ends[start:end])

    def replace(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Mapped:
        """Rewrite every match of `pattern`; each new character maps to the whole match."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            replacement = new(match)
            if match.start() == match.end() or replacement == match.group():
                continue
            text.append(self.text[done : match.start()])
            starts.extend(self.starts[done : match.start()])
            ends.extend(self.ends[done : match.start()])
            first, last = self.source_span(match.start(), match.end())
            text.append(replacement)
            starts.extend([first] * len(replacement))
            ends.extend([last] * len(replacement))
            done = match.end()
        if done == 0:
            return self
        text.append(self.text[done:])
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return Mapped("".join(text), tuple(starts), tuple(ends))
