"""Does the teller ask for somebody else? Learnt: "别告诉我妈" and "我妈要转钱" hold the same mother."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Trained
from bot.nlu.labels import SCAM, UNSPECIFIED
from bot.nlu.linear import LinearModel
from bot.nlu.messages import judged, sentence_features
from bot.nlu.rows import beside
from bot.nlu.signal_extractor import FOUND
from bot.triage.reading import OUTRIGHT, ROLES

FOR_ANOTHER = frozenset({"relative", "helper"})  # registers of the examples
FOR_ONESELF = frozenset({"blurted", "plain", "story", "oblique", "elder", "spoken", "teen"})
_FILE = "helper.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class HelperReader(Trained):
    """Keeps the helper that the cues name only where the message is asked for another."""

    _model: LinearModel

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the cost of the fit."""
        return {"cost": 0.1}

    def learn(self, examples: list[Message]) -> None:
        """Fit on the scams that are told by registers which say for whom."""
        told = [example for example in examples if _is_told(example)]
        targets = np.array([int(judged(example, "register") in FOR_ANOTHER) for example in told])
        rows = beside(*sentence_features(told))
        self._model = LinearModel.fit(rows, targets, self._config["cost"], balanced=True)

    def save(self, folder: Path) -> None:
        """Write the scorer."""
        np.savez_compressed(folder / _FILE, **self._model.arrays())

    def restore(self, folder: Path) -> None:
        """Read the scorer."""
        with np.load(folder / _FILE, allow_pickle=False) as file:
            self._model = LinearModel.from_arrays(dict(file))

    def read(self, messages: list[Message]) -> None:
        """Set the helper of each message, empty where one asks for oneself."""
        scores = self._model.scores(beside(*sentence_features(messages)))[:, 1]
        for message, score in zip(messages, scores, strict=True):
            found = message.get(FOUND)
            message.set(FOUND, {**found, "helper": _helper(found["helper"], float(score))})


def _is_told(example: Message) -> bool:
    intent = str(example.get_full_intent()).partition("/")[0]
    return intent in (SCAM, UNSPECIFIED) and judged(example, "register") in FOR_ANOTHER | FOR_ONESELF


def _helper(role: str, score: float) -> str:
    """Return the role of the asker: one said outright counts, a mere mention of kin does not."""
    if role in ROLES:
        return role
    if role == OUTRIGHT:
        return "relative"
    return (role or "relative") if score > 0 else ""
