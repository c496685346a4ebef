"""From a distribution to one of alarm, suspect, unclear, none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.triage.reading import NONE

ALARM, SUSPECT, UNCLEAR = "alarm", "suspect", "unclear"
SUSPICIOUS = frozenset({SUSPECT, ALARM})  # a type is named, and only what they made sure of takes it back
_ORDER = (NONE, UNCLEAR, SUSPECT, ALARM)


@dataclass(frozen=True)
class Thresholds:
    """All limits of the decision; their values stand in config.yml alone.

    Attributes:
        alarm: least P(scam) for "高度疑似".
        suspect: least P(scam) for "可疑".
        unclear: least P(scam) to ask rather than to say nothing was seen.
        type: least probability of the best type to name it.
        settled: probability of the best type from which no question is asked.
        also: least probability of a second type, with its own signals, to name it too.
        least_gain: nats that a question must be expected to bring.
        intent: least probability of a conversational intent to follow it.
        distress: least probability of a wish to die; words that say it outright count as 1.
    """

    alarm: float
    suspect: float
    unclear: float
    type: float
    settled: float
    also: float
    least_gain: float
    intent: float
    distress: float

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Thresholds:
        """Read the limits.

        Raises:
            ValueError: one is missing or not between 0 and 1; names it.
        """
        values = {}
        for item in fields(cls):
            value = config.get(item.name)
            if not isinstance(value, (int, float)) or not 0 <= value <= 1:
                raise ValueError(f"config.yml: thresholds.{item.name} must be a number from 0 to 1, got {value!r}")
            values[item.name] = float(value)
        return cls(**values)


def best_type(dist: Mapping[str, float]) -> tuple[str, float]:
    """Return the likeliest type and its share among the types alone."""
    types = {key: value for key, value in dist.items() if key != NONE}
    if not types or sum(types.values()) <= 0:
        return "", 0.0
    best = max(types, key=lambda key: types[key])
    return best, types[best] / sum(types.values())


def is_scam(dist: Mapping[str, float], limits: Thresholds) -> bool:
    """Say whether a distribution is one that a suspicion rests on."""
    return 1.0 - dist.get(NONE, 0.0) >= limits.suspect


def judge(dist: Mapping[str, float], unspecified: float, limits: Thresholds) -> str:
    """Return the verdict for one distribution.

    Args:
        dist: over the types and "none".
        unspecified: probability that a scam is told without saying which.
        limits: the thresholds.
    """
    scam = 1.0 - dist.get(NONE, 0.0)
    if scam < limits.unclear:
        return NONE
    _, share = best_type(dist)
    if share < limits.type or unspecified > 0.5 or scam < limits.suspect:
        return UNCLEAR
    return ALARM if scam >= limits.alarm else SUSPECT


def never_falls(before: str, now: str, correction: bool) -> str:
    """Keep the higher verdict unless the person corrected what was understood."""
    if correction or before not in _ORDER:
        return now
    return max(before, now, key=_ORDER.index)


def at_least_suspect(verdict: str) -> str:
    """Return the verdict for a message with a link or number on the blocklist: whatever else it says."""
    return never_falls(SUSPECT, verdict, correction=False)
