"""From features to one distribution: is it a scam, and which; else what else.

P(type) = P(scam) · P(type | scam), P(other) = (1 - P(scam)) · P(other | no scam).
The gate gives the first, a softmax over linear scores and n-gram evidence the
second. Its three temperatures are fitted on held-out folds (Guo et al. 2017,
"On Calibration of Modern Neural Networks").
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.model_selection import StratifiedKFold

from bot.nlu.bayes import PresenceModel
from bot.nlu.gate import Gate, summary
from bot.nlu.labels import Classes, shown
from bot.nlu.linear import Floats, LinearModel, softmax

LIFE_SLOPE = 4.0  # a score of 0.3 is a share of 0.77
_WORKERS = 2
_SEED = 7
Targets = NDArray[np.int64]


@dataclass(frozen=True)
class Evidence:
    """What the two models say of some rows.

    Attributes:
        scores: linear scores, shape (rows, classes).
        presence: n-gram evidence, shape (rows, types).
    """

    scores: Floats
    presence: Floats


@dataclass(frozen=True)
class Scorers:
    """The two fitted models; n-grams are the columns of a row from `first` to `last`."""

    linear: LinearModel
    presence: PresenceModel
    first: int
    last: int

    @classmethod
    def fit(
        cls, rows: sp.csr_matrix, targets: Targets, types: NDArray[np.bool_], span: tuple[int, int], cost: float
    ) -> Scorers:
        """Fit both; the second on the types alone, numbered in column order."""
        of_type = types[targets]
        numbers = np.cumsum(types) - 1
        presence = PresenceModel.fit(rows[of_type][:, span[0] : span[1]], numbers[targets[of_type]])
        return cls(LinearModel.fit(rows, targets, cost), presence, *span)

    def read(self, rows: sp.csr_matrix) -> Evidence:
        """Return what both say."""
        return Evidence(self.linear.scores(rows), self.presence.scores(rows[:, self.first : self.last]))


@dataclass(frozen=True)
class Ensemble:
    """Everything fitted.

    Attributes:
        classes: in column order.
        scorers: the two models.
        gate: scam or not.
        temperatures: of linear scores among types, of n-gram evidence, of linear scores among the rest.
    """

    classes: Classes
    scorers: Scorers
    gate: Gate
    temperatures: tuple[float, float, float]

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the columns of `probabilities` stand for."""
        return tuple(dict.fromkeys(shown(name) for name in self.classes.names))

    @cached_property
    def _adding(self) -> Floats:
        """Which class is shown as which label: shape (classes, labels), ones and zeros."""
        return np.array([[shown(name) == label for label in self.labels] for name in self.classes.names], np.float32)

    @classmethod
    def fit(cls, rows: sp.csr_matrix, names: Sequence[str], span: tuple[int, int], cost: float, folds: int) -> Ensemble:
        """Fit the scorers on all rows, gate and temperatures on held-out folds.

        Args:
            rows: features.
            names: class of each row; every class has at least `folds` rows.
            span: first column of the n-grams, and the one after the last.
            cost: of the linear model.
            folds: how many parts are held out in turn.
        """
        ordered, targets = np.unique(np.array(names), return_inverse=True)
        classes = Classes(tuple(str(name) for name in ordered))
        parts = list(StratifiedKFold(folds, shuffle=True, random_state=_SEED).split(np.zeros(len(targets)), targets))
        train = [part for part, _ in parts] + [np.arange(len(targets))]
        with ThreadPoolExecutor(_WORKERS) as pool:  # threads: the fit leaves Python's lock alone
            waiting = [pool.submit(Scorers.fit, rows[part], targets[part], classes.types, span, cost) for part in train]
            fitted = [one.result() for one in waiting]
        held_out = _held_out(rows, parts, fitted, classes)
        figures = summary(held_out.scores, classes.scam, classes.ordinary)
        gate = Gate.fit(figures, classes.scam[targets])
        return cls(classes, fitted[-1], gate, _temperatures(held_out, targets, classes))

    def probabilities(self, rows: sp.csr_matrix) -> Floats:
        """Return shape (rows, labels); each row sums to 1."""
        found, classes = self.scorers.read(rows), self.classes
        scam = self.gate.probability(summary(found.scores, classes.scam, classes.ordinary))[:, None]
        among_types, evidence, among_rest = self.temperatures
        inside = softmax(found.scores[:, classes.scam] * among_types)
        named = softmax(found.scores[:, classes.types] * among_types + found.presence * evidence)
        unnamed = inside[:, ~classes.types[classes.scam]]
        result = np.empty_like(found.scores)
        result[:, classes.types] = scam * (1.0 - unnamed.sum(axis=1, keepdims=True)) * named
        result[:, classes.scam & ~classes.types] = scam * unnamed
        result[:, ~classes.scam] = (1.0 - scam) * softmax(found.scores[:, ~classes.scam] * among_rest)
        return self._merged(_life_first(result, found.scores, classes.distress))

    def _merged(self, result: Floats) -> Floats:
        """Return the columns added up by label."""
        merged: Floats = result @ self._adding
        return merged

    def save(self, path: Path) -> None:
        """Write the arrays, compressed."""
        np.savez_compressed(
            path,
            classes=np.array(self.classes.names),
            span=np.array([self.scorers.first, self.scorers.last]),
            temperatures=np.array(self.temperatures),
            **self.scorers.linear.arrays(),
            **self.scorers.presence.arrays(),
            **self.gate.arrays(),
        )

    @classmethod
    def load(cls, path: Path) -> Ensemble:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            data = dict(file)
        first, last = (int(column) for column in data["span"])
        scorers = Scorers(LinearModel.from_arrays(data), PresenceModel.from_arrays(data), first, last)
        types, evidence, rest = (float(value) for value in data["temperatures"])
        return cls(
            Classes(tuple(str(name) for name in data["classes"])),
            scorers,
            Gate.from_arrays(data),
            (types, evidence, rest),
        )


def _life_first(shares: Floats, scores: Floats, distress: NDArray[np.bool_]) -> Floats:
    """Give the wish to die its share outside the gate.

    Who lost everything and wants to die tells of a scam and of distress at
    once; behind the gate the scam would leave distress nothing. Its own scorer
    above 0 says "this one", and takes the share that its score is worth.
    """
    if not distress.any():
        return shares
    own = scores[:, distress].max(axis=1, keepdims=True)
    share = np.where(own > 0, 1.0 / (1.0 + np.exp(-LIFE_SLOPE * own)), 0.0).astype(np.float32)
    result: Floats = shares * (1.0 - share)
    result[:, distress] += share
    return result


def _held_out(
    rows: sp.csr_matrix, parts: list[tuple[Targets, Targets]], fitted: list[Scorers], classes: Classes
) -> Evidence:
    """Return what is said of each row by the scorers that did not see it."""
    count = rows.shape[0]
    scores = np.empty((count, len(classes.names)), dtype=np.float32)
    presence = np.empty((count, int(classes.types.sum())), dtype=np.float32)
    for (_, test), scorers in zip(parts, fitted, strict=False):
        found = scorers.read(rows[test])
        scores[test], presence[test] = found.scores, found.presence
    return Evidence(scores, presence)


def _temperatures(held_out: Evidence, targets: Targets, classes: Classes) -> tuple[float, float, float]:
    """Return the temperatures with the least log loss on held-out rows."""
    of_type, rest = classes.types[targets], ~classes.scam[targets]
    types = [held_out.scores[of_type][:, classes.types], held_out.presence[of_type]]
    among = _fit(types, (np.cumsum(classes.types) - 1)[targets[of_type]])
    others = _fit([held_out.scores[rest][:, ~classes.scam]], (np.cumsum(~classes.scam) - 1)[targets[rest]])
    return among[0], among[1], others[0]


def _fit(parts: list[Floats], truth: Targets) -> list[float]:
    """Return the factor of each part under which their softmax fits the truth best."""

    def loss(logs: NDArray[np.float64]) -> float:
        mixed = sum(part * np.exp(log) for part, log in zip(parts, logs, strict=True))
        shares = softmax(np.asarray(mixed))[np.arange(len(truth)), truth]
        return float(-np.log(shares + 1e-9).mean())

    start = np.array([1.5, -1.0][: len(parts)])
    best = minimize(loss, start, method="Nelder-Mead", options={"maxiter": 80, "xatol": 0.02, "fatol": 1e-4})
    return [float(value) for value in np.exp(best.x)]
