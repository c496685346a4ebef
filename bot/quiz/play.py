"""One answer of the quiz, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Round:
    """How far a quiz has gone; it is kept in the case of the person.

    Attributes:
        ids: the items, in order.
        at: which one is asked now, from 0.
        right: answers that were right.
        group: who answers, or empty.
    """

    ids: tuple[str, ...]
    at: int = 0
    right: int = 0
    group: str = ""

    @property
    def over(self) -> bool:
        """Whether every item was answered."""
        return self.at >= len(self.ids)

    def dump(self) -> dict[str, Any]:
        """Return the round as plain data."""
        return {"ids": list(self.ids), "at": self.at, "right": self.right, "group": self.group}

    def answered(self, scam: bool, is_scam: bool) -> Round:
        """Return the round after an answer."""
        return replace(self, at=self.at + 1, right=self.right + int(scam is is_scam))


def load_round(data: Any, known: frozenset[str]) -> Round | None:
    """Return a round that was kept; None where there is none, or an item of it is gone."""
    if not isinstance(data, dict):
        return None
    ids = tuple(str(one) for one in data.get("ids") or ())
    try:
        kept = Round(ids, int(data.get("at") or 0), int(data.get("right") or 0), str(data.get("group") or ""))
    except (TypeError, ValueError):
        return None
    return kept if ids and known.issuperset(ids) and 0 <= kept.at < len(ids) else None
