"""What is compared: each learns from a sample and gives shares of labels for texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC

from bot.bench.features import Features
from bot.bench.pipeline import options
from bot.bench.sample import Sample
from bot.nlu.bayes import present
from bot.nlu.ensemble import Ensemble
from bot.nlu.linear import softmax

Shares = tuple[list[str], NDArray[np.float32]]
STEEPNESS = 4.5  # makes margins of a linear scorer shares; it moves no ranking


class Contender(Protocol):
    """Anything that can be trained and asked."""

    def fit(self, sample: Sample) -> None:
        """Learn from a sample."""

    def shares(self, texts: Sequence[str]) -> Shares:
        """Return the labels and, for each text, their shares."""


class Ours:
    """The ensemble of the project, as `bot.nlu.type_classifier` fits it."""

    def fit(self, sample: Sample) -> None:
        """Learn the fine classes."""
        self._features = Features.fit(sample.texts, ("dense", "characters", "words", "signals"))
        rows, span = self._features.rows(sample.texts), self._features.ngrams
        chosen = options("TypeClassifier")
        self._model = Ensemble.fit(rows, sample.classes, span, chosen["cost"], folds=chosen["folds"])

    def shares(self, texts: Sequence[str]) -> Shares:
        """Return what it says."""
        return list(self._model.labels), self._model.probabilities(self._features.rows(texts))


class Plain:
    """One scikit-learn classifier on some of the features."""

    def __init__(self, make: Callable[[], Any], parts: tuple[str, ...]) -> None:
        """Keep how the classifier is made and what it sees."""
        self._make = make
        self._parts = parts

    def fit(self, sample: Sample) -> None:
        """Learn the labels."""
        self._features = Features.fit(sample.texts, self._parts)
        self._model = self._make().fit(self._features.rows(sample.texts), sample.labels)

    def shares(self, texts: Sequence[str]) -> Shares:
        """Return what it says; a scorer without probabilities gets a softmax."""
        rows = self._features.rows(texts)
        if hasattr(self._model, "predict_proba"):
            found = self._model.predict_proba(rows)
        else:
            found = softmax(np.asarray(self._model.decision_function(rows), dtype=np.float32) * STEEPNESS)
        return [str(name) for name in self._model.classes_], np.asarray(found, dtype=np.float32)


class Presence(ComplementNB):
    """Naive Bayes on whether a feature is there."""

    def fit(self, rows: sp.csr_matrix, labels: Sequence[str]) -> Presence:
        """Learn from presence."""
        super().fit(present(rows), labels)
        return self

    def predict_proba(self, rows: sp.csr_matrix) -> NDArray[np.float64]:
        """Return shares from presence."""
        shares: NDArray[np.float64] = super().predict_proba(present(rows))
        return shares


def _svm() -> LinearSVC:
    return LinearSVC(C=options("TypeClassifier")["cost"], random_state=7)


ALL = ("dense", "characters", "words", "signals")
PLAIN: dict[str, Contender] = {
    "ours: gate, linear and n-gram evidence": Ours(),
    "linear SVM, all features": Plain(_svm, ALL),
    "linear SVM, sentence vector alone": Plain(_svm, ("dense",)),
    "linear SVM, character n-grams alone": Plain(_svm, ("characters",)),
    "linear SVM, words alone": Plain(_svm, ("words",)),
    "linear SVM, signals alone": Plain(_svm, ("signals",)),
    "logistic regression, all features": Plain(lambda: LogisticRegression(C=3.0, max_iter=300), ALL),
    "naive Bayes on n-grams": Plain(Presence, ("characters", "words")),
    "nearest examples, sentence vector": Plain(lambda: KNeighborsClassifier(5, weights="distance"), ("dense",)),
}
