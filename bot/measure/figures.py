"""Figures from pairs of what was right and what was said. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Ranking = Sequence[Mapping[str, Any]]
Pair = tuple[str, str]
BINS = 10


def share(hits: Iterable[bool]) -> float:
    """Return how many of the hits are true, 0 to 1; 0 for none at all."""
    listed = list(hits)
    return sum(listed) / len(listed) if listed else 0.0


def in_top(right: str, ranking: Ranking, count: int) -> bool:
    """Return whether the right type is among the first `count`."""
    return right in [item["type"] for item in ranking[:count]]


def recall_precision(pairs: Iterable[Pair], label: str) -> tuple[float, float]:
    """Return (recall, precision) of one label over (right, said) pairs."""
    listed = list(pairs)
    recall = share(said == label for right, said in listed if right == label)
    return recall, share(right == label for right, said in listed if said == label)


def macro_f1(pairs: Iterable[Pair]) -> float:
    """Return the mean F1 over the labels that are right somewhere."""
    listed = list(pairs)
    found = []
    for label in sorted({right for right, _ in listed}):
        recall, precision = recall_precision(listed, label)
        found.append(2 * recall * precision / (recall + precision) if recall + precision else 0.0)
    return sum(found) / len(found) if found else 0.0


def calibration_error(shown: Iterable[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins of (probability shown, was right).

    Source: Naeini et al. 2015, "Obtaining Well Calibrated Probabilities Using
    Bayesian Binning".
    """
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, right in shown:
        bins[min(int(probability * BINS), BINS - 1)].append((probability, right))
    total = sum(len(rows) for rows in bins.values())
    gaps = (abs(sum(p for p, _ in rows) - sum(right for _, right in rows)) for rows in bins.values())
    return sum(gaps) / total if total else 0.0


def rolled_up(ranking: Ranking, national: Mapping[str, str], classes: Iterable[str]) -> str:
    """Return the likeliest national class: probabilities summed over the classes that occur.

    Args:
        ranking: types with their probabilities.
        national: type → class.
        classes: those that occur in the set.
    """
    known = set(classes)
    sums: dict[str, float] = defaultdict(float)
    for item in ranking:
        name = national.get(str(item["type"]), "")
        if name in known:
            sums[name] += float(item["probability"])
    return max(sums, key=lambda name: sums[name]) if sums else ""
