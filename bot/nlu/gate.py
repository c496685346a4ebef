"""Is it a scam at all? Decided from six figures about the scores of all classes.

A text that resembles nothing has 64 small scores for scams and a dozen for
ordinary life, and in one softmax the 64 win by their number. Here the number
of classes does not count: what does is how the best, the second and the mean
of the best five scam scores stand to the best two of everything else. A
logistic regression on scores of held-out folds (stacking, Wolpert 1992) finds
the weights and makes them a probability.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.nlu.linear import Arrays, Floats

BEST = 5
COST = 10.0


def summary(scores: Floats, scam: NDArray[np.bool_], ordinary: NDArray[np.bool_]) -> Floats:
    """Return shape (rows, 6): best, second and mean of the best scams; best and second other; best ordinary.

    Args:
        scores: shape (rows, classes).
        scam: which classes are scams.
        ordinary: which are ordinary life.
    """
    scams, others = np.sort(scores[:, scam], axis=1), np.sort(scores[:, ~scam], axis=1)
    second, second_other = scams[:, -min(2, scams.shape[1])], others[:, -min(2, others.shape[1])]
    life = scores[:, ordinary].max(axis=1) if ordinary.any() else others[:, -1]
    figures = (scams[:, -1], second, scams[:, -BEST:].mean(axis=1), others[:, -1], second_other, life)
    return np.stack(figures, axis=1)


@dataclass(frozen=True)
class Gate:
    """The fitted weights of the six figures.

    Attributes:
        weights: shape (6,).
        bias: one number.
    """

    weights: Floats
    bias: float

    @classmethod
    def fit(cls, figures: Floats, is_scam: NDArray[np.bool_]) -> Gate:
        """Fit on the summaries of held-out scores."""
        model = LogisticRegression(C=COST, max_iter=2000).fit(figures, is_scam)
        return cls(model.coef_[0].astype(np.float32), float(model.intercept_[0]))

    def probability(self, figures: Floats) -> Floats:
        """Return shape (rows,): P(some scam)."""
        return (1.0 / (1.0 + np.exp(-(figures @ self.weights + self.bias)))).astype(np.float32)

    def arrays(self) -> Arrays:
        """Return what `from_arrays` reads."""
        return {"gate": np.append(self.weights, self.bias)}

    @classmethod
    def from_arrays(cls, data: Arrays) -> Gate:
        """Return the gate that `arrays` wrote."""
        return cls(data["gate"][:-1].astype(np.float32), float(data["gate"][-1]))
