"""How a scammer's lines and a resident's answers are heard in a drill: db/content/drill.yml. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.drill.spot import Spotter

QUIT, HINT, REFUSE, ASK, GO, UNCLEAR = "quit", "hint", "refuse", "ask", "go", "unclear"
_EITHER = re.compile(r"(.)不\1")  # "能不能" denies nothing
_DENIED = re.compile("没|不|别")
MOST_START = 16  # characters; a longer text is a story, whatever word is in it


@dataclass(frozen=True)
class Cues:
    """What drill.yml says.

    Attributes:
        says: signals in a scammer's own lines.
        pressure: signals that any scammer may show.
        gives: signals with which something is taken away.
        grown_up: signals of types that minors never play.
        answers: what a free answer means, in order.
        real: words of something that has really happened.
        doubt: words of money gone that may be played or true.
        forget: words without which nothing is deleted in a drill.
        start: words that ask for a drill or the quiz outright.
    """

    says: Spotter
    pressure: frozenset[str]
    gives: frozenset[str]
    grown_up: frozenset[str]
    answers: Spotter
    real: Spotter
    doubt: Spotter
    forget: Spotter
    start: Spotter

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Cues:
        """Return the cues of a file that was read.

        Raises:
            KeyError: a part is missing; names it.
            re.error: a pattern is broken.
        """
        return cls(
            says=Spotter(data["says"]),
            pressure=frozenset(data["pressure"]),
            gives=frozenset(data["gives"]),
            grown_up=frozenset(data["grown_up"]),
            answers=Spotter(data["answers"]),
            real=Spotter({"real": data["real"]}),
            doubt=Spotter({"doubt": data["doubt"]}),
            forget=Spotter({"forget": data["forget"]}),
            start=Spotter(data["start"]),
        )

    def answer(self, text: str) -> str:
        """Return what a free answer means: quit, hint, refuse, ask, go or unclear."""
        plain = _EITHER.sub(r"\1", text)
        found = {label for label, _ in self.answers.in_clauses(plain)} | set(self.answers.find(plain[-1:]))
        return next((label for label in self.answers.labels if label in found), UNCLEAR)

    def doubts(self, text: str) -> bool:
        """Say whether the words tell of money gone, and do not say whether in the play or in truth."""
        return bool(self.doubt.find(text)) and not _DENIED.search(text)

    def wants_forgetting(self, text: str) -> bool:
        """Say whether the words ask in so many words to be forgotten."""
        return bool(self.forget.find(text))

    def tells_real(self, text: str) -> bool:
        """Say whether the words outright tell of something that has happened."""
        return bool(self.real.find(text))

    def wish(self, text: str) -> str:
        """Return "drill" or "quiz" where a short text asks for it outright, else nothing."""
        if len(text) > MOST_START or self.tells_real(text):
            return ""
        return next(iter(self.start.find(text)), "")
