"""A linear classifier with probabilities that mean what they say.

One-against-rest linear SVM (fast, strong on few examples) and a softmax over
its scores whose temperature is fitted on held-out folds (Guo et al. 2017,
"On Calibration of Modern Neural Networks"). Saved as arrays, without pickle.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

Floats = NDArray[np.float32]


def softmax(scores: Floats, temperature: float) -> Floats:
    """Return row-wise probabilities of `scores` × `temperature`."""
    scaled = scores * temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def fit_temperature(scores: Floats, targets: NDArray[np.int64]) -> float:
    """Return the temperature with the least log loss on held-out scores."""

    def loss(log_t: float) -> float:
        probabilities = softmax(scores, float(np.exp(log_t)))
        return float(-np.log(probabilities[np.arange(len(targets)), targets] + 1e-9).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-1.0, 4.0), method="bounded").x))


@dataclass(frozen=True)
class LinearModel:
    """Weights of a fitted classifier.

    Attributes:
        labels: one for each column.
        weights: shape (features, labels), float32.
        bias: shape (labels,).
        temperature: of the softmax.
    """

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats
    temperature: float

    @classmethod
    def fit(cls, rows: sp.csr_matrix, labels: list[str], cost: float, folds: int, seed: int = 7) -> LinearModel:
        """Fit weights on all rows and the temperature on held-out folds."""
        names, targets = np.unique(np.array(labels), return_inverse=True)
        held_out = np.zeros((rows.shape[0], len(names)), dtype=np.float32)
        split = StratifiedKFold(folds, shuffle=True, random_state=seed)
        for train, test in split.split(np.zeros(len(targets)), targets):
            held_out[test] = cls._svm(cost, seed).fit(rows[train], targets[train]).decision_function(rows[test])
        svm = cls._svm(cost, seed).fit(rows, targets)
        return cls(
            labels=tuple(str(name) for name in names),
            weights=svm.coef_.T.astype(np.float32),
            bias=svm.intercept_.astype(np.float32),
            temperature=fit_temperature(held_out, targets),
        )

    @staticmethod
    def _svm(cost: float, seed: int) -> LinearSVC:
        return LinearSVC(C=cost, random_state=seed, class_weight=None)

    def probabilities(self, rows: sp.csr_matrix) -> Floats:
        """Return shape (rows, labels); each row sums to 1."""
        return softmax(np.asarray(rows @ self.weights) + self.bias, self.temperature)

    def save(self, path: Path) -> None:
        """Write the arrays, compressed."""
        np.savez_compressed(
            path,
            labels=np.array(self.labels),
            weights=self.weights.astype(np.float16),
            bias=self.bias,
            temperature=np.array([self.temperature]),
        )

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as data:
            return cls(
                labels=tuple(str(label) for label in data["labels"]),
                weights=data["weights"].astype(np.float32),
                bias=data["bias"],
                temperature=float(data["temperature"][0]),
            )
