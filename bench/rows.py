"""One row of the table: what was asked for, what was measured. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

AT_LEAST, AT_MOST = "≥", "≤"


@dataclass(frozen=True)
class Row:
    """A figure beside its goal.

    Attributes:
        id: of the row, in the JSON and in the picture.
        what: in words.
        sign: AT_LEAST or AT_MOST.
        goal: the number to reach.
        value: the number measured.
        unit: of both; "×" is a ratio to plain Rasa or to what the row names.
        plain: plain Rasa's figure in words, empty where there is none.
        ours: ours in words.
    """

    id: str
    what: str
    sign: str
    goal: float
    value: float
    unit: str
    plain: str
    ours: str

    @property
    def reached(self) -> bool:
        """Say whether the goal is reached."""
        return self.value >= self.goal if self.sign == AT_LEAST else self.value <= self.goal

    @property
    def share(self) -> float:
        """Return how much of the goal is reached; 1 is just so, more is better."""
        if self.sign == AT_LEAST:
            return self.value / self.goal
        return self.goal / self.value if self.value > 0 else float("inf")

    def dump(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share lies; nan of none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: list[float]) -> float:
    """Return the middle value."""
    return percentile(values, 0.5)
