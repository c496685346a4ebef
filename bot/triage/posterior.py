"""The distribution over the 64 types and "no scam", as evidence comes in.

Messages and answers are treated as independent evidence (naive Bayes), each
tempered by how much it says.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.triage.reading import NONE

Distribution = dict[str, float]
Matrix = Mapping[str, Mapping[str, float]]

# P(yes | type) never touches 0 or 1: people mishear, forget and answer in a
# hurry; the design asks for 10% noise to be survived.
NOISE = 0.1
UNLISTED = 0.08  # typicality of a signal that a script does not list
FLOOR = 1e-4


def normalised(weights: Mapping[str, float]) -> Distribution:
    """Return `weights` scaled to sum 1, likeliest first."""
    total = sum(weights.values())
    if total <= 0:
        return {NONE: 1.0}
    return dict(sorted(((key, value / total) for key, value in weights.items()), key=lambda item: -item[1]))


def entropy(dist: Mapping[str, float]) -> float:
    """Return the entropy of `dist` in nats."""
    return -sum(value * math.log(value) for value in dist.values() if value > 0)


def informativeness(dist: Mapping[str, float]) -> float:
    """Return how much a reading says, from 0 (flat) to 1 (one class is certain)."""
    if len(dist) < 2:
        return 1.0
    return max(0.0, 1.0 - entropy(dist) / math.log(len(dist)))


def combine(before: Mapping[str, float], message: Mapping[str, float], suspicious: bool) -> Distribution:
    """Take one more message into account.

    Args:
        before: the distribution so far, empty for a stranger.
        message: the reading of the new message.
        suspicious: there is a verdict already; a harmless-sounding fragment
            must not take it back, so "no scam" then keeps its share, and the
            message moves the types only as far as it tells of a scam.

    Returns:
        The new distribution.
    """
    if not before:
        return normalised(message)
    if not suspicious:
        return _multiplied(before, message, informativeness(message))
    none = min(before.get(NONE, FLOOR), 1 - FLOOR)
    types = {key: share for key, share in message.items() if key != NONE}
    weight = informativeness(normalised(types)) * (1.0 - message.get(NONE, 0.0))
    moved = _multiplied({key: share for key, share in before.items() if key != NONE}, normalised(types), weight)
    return normalised({NONE: none, **{key: share * (1 - none) for key, share in moved.items()}})


def _multiplied(before: Mapping[str, float], message: Mapping[str, float], weight: float) -> Distribution:
    """Return the product of both, the message tempered by its weight."""
    keys = {*before, *message}
    return normalised(
        {key: max(before.get(key, FLOOR), FLOOR) * max(message.get(key, FLOOR), FLOOR) ** weight for key in keys}
    )


def yes_probability(type_id: str, signal_id: str, matrix: Matrix) -> float:
    """Return P(the answer is yes | type), with noise."""
    typicality = 0.02 if type_id == NONE else matrix.get(type_id, {}).get(signal_id, UNLISTED)
    return NOISE + (1 - 2 * NOISE) * typicality


def answered(dist: Mapping[str, float], signal_id: str, answer: str, matrix: Matrix) -> Distribution:
    """Take the answer to a question into account.

    Args:
        dist: the distribution before.
        signal_id: what was asked.
        answer: "yes", "no" or "unsure" (which changes nothing).
        matrix: type → signal → typicality, 0 to 1.

    Returns:
        The distribution after.
    """
    if answer == "unsure":
        return normalised(dist)
    result = {}
    for type_id, share in dist.items():
        yes = yes_probability(type_id, signal_id, matrix)
        result[type_id] = share * (yes if answer == "yes" else 1 - yes)
    return normalised(result)
