"""The type × signal matrix: what the scripts say, corrected by what the examples tell."""

from __future__ import annotations

from collections.abc import Mapping

from bot.triage.posterior import UNLISTED, Matrix

Counts = Mapping[str, Mapping[str, int]]
STRENGTH = 100.0  # examples that weigh as much as the script's own number
LEAST, MOST = 0.02, 0.98


def told_rates(prior: Matrix, told: Counts, examples: Mapping[str, int]) -> dict[str, float]:
    """Return how often each signal is mentioned where it is there.

    People leave out most of what happened, so a signal that one example in ten
    mentions may be there in nine.
    """
    there: dict[str, float] = {}
    said: dict[str, float] = {}
    for type_id, signals in prior.items():
        for signal, typicality in signals.items():
            there[signal] = there.get(signal, 0.0) + typicality * examples.get(type_id, 0)
            said[signal] = said.get(signal, 0.0) + told.get(type_id, {}).get(signal, 0)
    return {signal: min(1.0, said[signal] / there[signal]) for signal in there if there[signal] > 0 < said[signal]}


def fit(
    prior: Matrix, told: Counts, examples: Mapping[str, int], strength: float = STRENGTH
) -> dict[str, dict[str, float]]:
    """Return the corrected matrix.

    A beta prior from the script, as sure as `strength` examples, is moved by
    the mentions of each type's examples, each mention standing for as many as
    were left out. A signal that no script lists and examples tell joins in.

    Args:
        prior: type → signal → typicality from the scripts, 0 to 1.
        told: type → signal → number of examples that mention it.
        examples: type → number of examples.
        strength: of the prior.
    """
    rates = told_rates(prior, told, examples)
    fitted: dict[str, dict[str, float]] = {}
    for type_id, listed in prior.items():
        count = examples.get(type_id, 0)
        fitted[type_id] = dict(listed)
        for signal in {*listed, *told.get(type_id, {})} & rates.keys():
            there = min(float(count), told.get(type_id, {}).get(signal, 0) / rates[signal])
            value = (strength * listed.get(signal, UNLISTED) + there) / (strength + count)
            if signal in listed or value > 2 * UNLISTED:
                fitted[type_id][signal] = min(MOST, max(LEAST, value))
    return fitted
