"""A second opinion on the type, from which n-grams are there at all.

Complement naive Bayes (Rennie et al. 2003, "Tackling the Poor Assumptions of
Naive Bayes Text Classifiers") adds up evidence, so the half-sentence that
decides is not diluted by a page of dates and account numbers around it, as it
is in a row of unit length.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.naive_bayes import ComplementNB

from bot.nlu.linear import Arrays, Floats

SMOOTHING = 1.0


@dataclass(frozen=True)
class PresenceModel:
    """Weights of the evidence that each n-gram gives for each type.

    Attributes:
        weights: shape (n-grams, types), float32.
    """

    weights: Floats

    @classmethod
    def fit(cls, rows: sp.csr_matrix, targets: NDArray[np.int64]) -> PresenceModel:
        """Fit on n-gram rows, whatever their values; `targets` are 0, 1, … and each occurs."""
        model = ComplementNB(alpha=SMOOTHING).fit(present(rows), targets)
        return cls(model.feature_log_prob_.T.astype(np.float32))

    def scores(self, rows: sp.csr_matrix) -> Floats:
        """Return shape (rows, types), the best type of each row at 0."""
        evidence = np.asarray(present(rows) @ self.weights)
        return evidence - evidence.max(axis=1, keepdims=True)

    def arrays(self) -> Arrays:
        """Return what `from_arrays` reads."""
        return {"presence": self.weights.astype(np.float16)}

    @classmethod
    def from_arrays(cls, data: Arrays) -> PresenceModel:
        """Return the model that `arrays` wrote."""
        return cls(np.ascontiguousarray(data["presence"], dtype=np.float32))


def present(rows: sp.csr_matrix) -> sp.csr_matrix:
    """Return 1 wherever a row has a value."""
    found = rows.astype(np.float32, copy=True)
    found.data = (found.data > 0).astype(np.float32)
    return found
