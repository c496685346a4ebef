"""Tells the 64 types, ordinary life and every other intent apart.

The ranking over the 64 goes into `response_selector`, where Rasa keeps that of
a retrieval intent, so that `rasa test nlu` reports the types.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    RESPONSE_SELECTOR,
)
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Trained
from bot.nlu.ensemble import Ensemble
from bot.nlu.exported import read_export
from bot.nlu.labels import SCAM, class_of
from bot.nlu.messages import judged, sentence_features
from bot.nlu.rows import beside
from bot.nlu.signal_extractor import FOUND

PROBABILITIES = "label_probabilities"
_FILE = "ensemble.npz"
_SIGNALS = "signals.txt"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TypeClassifier(Trained):
    """The ensemble on dense vectors, n-grams and signals."""

    _model: Ensemble
    _signals: dict[str, int]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return cost and folds of the fit, weights of the parts, and the export."""
        return {
            "cost": 0.3,
            "folds": 3,
            "dense_scale": 1.0,
            "signal_scale": 0.3,
            "export": "var/export/signals.json",
        }

    def learn(self, examples: list[Message]) -> None:
        """Fit on all examples."""
        self._signals = _columns(sorted(read_export(self._config["export"])["patterns"]["signal"]))
        rows, span = self._rows(examples)
        names = [_class(example) for example in examples]
        self._model = Ensemble.fit(rows, names, span, self._config["cost"], self._config["folds"])

    def save(self, folder: Path) -> None:
        """Write the ensemble, and the signals in column order."""
        self._model.save(folder / _FILE)
        (folder / _SIGNALS).write_text("\n".join(self._signals), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Read both."""
        self._model = Ensemble.load(folder / _FILE)
        self._signals = _columns((folder / _SIGNALS).read_text(encoding="utf-8").splitlines())

    def read(self, messages: list[Message]) -> None:
        """Set intent, ranking and the probability of every label."""
        rows = self._model.probabilities(self._rows(messages)[0])
        for message, row in zip(messages, rows, strict=True):
            _write(message, dict(zip(self._model.labels, map(float, row), strict=True)))

    def _rows(self, messages: list[Message]) -> tuple[sp.csr_matrix, tuple[int, int]]:
        """Return the feature rows, dense | n-grams | signals, and where the n-grams begin and end."""
        dense, sparse = sentence_features(messages)
        rows = beside(dense * self._config["dense_scale"], sparse, self._signal_rows(messages))
        return rows, (dense.shape[1], dense.shape[1] + sparse.shape[1])

    def _signal_rows(self, messages: list[Message]) -> sp.csr_matrix:
        """Return a value for each signal that was said and not denied."""
        told = [
            (index, self._signals[mention.id])
            for index, message in enumerate(messages)
            for mention in message.get(FOUND)["mentions"]
            if mention.id in self._signals and not mention.denied
        ]
        where = np.array(told, dtype=np.int64).reshape(-1, 2).T
        values = np.full(len(told), self._config["signal_scale"], dtype=np.float32)
        return sp.csr_matrix((values, where), shape=(len(messages), len(self._signals)))


def _columns(signals: list[str]) -> dict[str, int]:
    return {signal: column for column, signal in enumerate(signals)}


def _class(example: Message) -> str:
    """Return the class of a training example."""
    return class_of(str(example.get_full_intent()), judged(example, "register"))


def _write(message: Message, shares: dict[str, float]) -> None:
    """Write one distribution in the forms that Rasa and the assessor read."""
    message.set(PROBABILITIES, shares)
    coarse: dict[str, float] = {}
    for label, share in shares.items():
        intent = label.partition("/")[0]
        coarse[intent] = coarse.get(intent, 0.0) + share
    ranking = [
        {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: share}
        for name, share in sorted(coarse.items(), key=lambda item: -item[1])
    ]
    message.set(INTENT, dict(ranking[0]), add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking[:10], add_to_output=True)
    inside = sorted(
        ((label, share) for label, share in shares.items() if label.startswith(f"{SCAM}/")),
        key=lambda item: -item[1],
    )
    ranked = [{"intent_response_key": label, "confidence": share} for label, share in inside[:10]]
    selector = {"all_retrieval_intents": [SCAM], SCAM: {"response": ranked[0], "ranking": ranked}}
    message.set(RESPONSE_SELECTOR, selector, add_to_output=True)
