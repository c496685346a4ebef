"""Choose the one question that best tells the candidates apart.

Expected information gain over the type × signal matrix (Lindley 1956): the
entropy now less the entropy expected after the answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.triage.posterior import Matrix, answered, entropy, normalised, yes_probability

MAX_QUESTIONS = 3
CANDIDATES = 6  # types beyond these carry too little weight to be worth a question


def expected_gain(dist: Mapping[str, float], signal_id: str, matrix: Matrix) -> float:
    """Return how many nats the answer to one question is expected to bring."""
    p_yes = sum(share * yes_probability(type_id, signal_id, matrix) for type_id, share in dist.items())
    after = p_yes * entropy(answered(dist, signal_id, "yes", matrix))
    after += (1 - p_yes) * entropy(answered(dist, signal_id, "no", matrix))
    return entropy(dist) - after


def best_question(dist: Mapping[str, float], matrix: Matrix, known: Collection[str], least_gain: float) -> str:
    """Return the signal to ask about, or an empty string when none is worth it.

    Args:
        dist: the distribution over types and "no scam".
        matrix: type → signal → typicality, 0 to 1.
        known: signals already said, denied or asked.
        least_gain: nats a question must be expected to bring.
    """
    top = normalised(dict(sorted(dist.items(), key=lambda item: -item[1])[:CANDIDATES]))
    signals = sorted({signal for type_id in top for signal in matrix.get(type_id, {})} - set(known))
    if not signals:
        return ""
    best = max(signals, key=lambda signal: expected_gain(top, signal, matrix))
    return best if expected_gain(top, best, matrix) >= least_gain else ""
