"""One linear scorer a class, and the softmax that makes scores comparable.

One-against-rest linear SVM: fast, and strong on few examples. Saved as arrays,
without pickle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

Floats = NDArray[np.float32]
Arrays = dict[str, NDArray[np.generic]]
_SEED = 7
TOLERANCE = 0.01  # of the fit; a tighter one changes no decision and costs a third more time


def softmax(scores: Floats) -> Floats:
    """Return row-wise probabilities of `scores`."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@dataclass(frozen=True)
class LinearModel:
    """Weights of a fitted scorer.

    Attributes:
        weights: shape (features, classes), float32.
        bias: shape (classes,).
    """

    weights: Floats
    bias: Floats

    @classmethod
    def fit(cls, rows: sp.csr_matrix, targets: NDArray[np.int64], cost: float, balanced: bool = False) -> LinearModel:
        """Fit one scorer for each class.

        Args:
            rows: features.
            targets: class of each row, 0, 1, …; each occurs.
            cost: of an example on the wrong side.
            balanced: make rare classes count as much as common ones.
        """
        weight = "balanced" if balanced else None
        svm = LinearSVC(C=cost, tol=TOLERANCE, class_weight=weight, random_state=_SEED).fit(rows, targets)
        weights = svm.coef_.T.astype(np.float32)
        bias = svm.intercept_.astype(np.float32)
        if len(svm.classes_) == 2:  # scikit-learn keeps one column for two classes
            weights, bias = np.hstack([-weights, weights]), np.concatenate([-bias, bias])
        return cls(weights, bias)

    def scores(self, rows: sp.csr_matrix) -> Floats:
        """Return shape (rows, classes); about 1 for "this one", -1 for "not this one"."""
        return np.asarray(rows @ self.weights) + self.bias

    def arrays(self) -> Arrays:
        """Return what `from_arrays` reads."""
        return {"weights": self.weights.astype(np.float16), "bias": self.bias}

    @classmethod
    def from_arrays(cls, data: Arrays) -> LinearModel:
        """Return the scorer that `arrays` wrote."""
        # in row order: a sparse row would else have the whole matrix copied for each text
        return cls(np.ascontiguousarray(data["weights"], dtype=np.float32), data["bias"].astype(np.float32))
