"""Puts the learned stage in place of the one that the rules read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import scipy.sparse as sp
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Trained
from bot.nlu.messages import judged, sentence_features
from bot.nlu.rows import beside
from bot.nlu.signal_extractor import FOUND
from bot.nlu.stage_model import StageModel
from bot.triage.reading import STAGES, StageReading


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class StageReader(Trained):
    """Reads the stage of each message; needs signals, dense and n-gram features."""

    _model: StageModel

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the cost of the fit."""
        return {"cost": 0.3}

    def learn(self, examples: list[Message]) -> None:
        """Fit on the examples whose stage was judged by a person."""
        told = [example for example in examples if judged(example, "stage") in STAGES]
        self._model = StageModel.fit(*_told(told), [judged(example, "stage") for example in told], self._config["cost"])

    def save(self, folder: Path) -> None:
        """Write the model."""
        self._model.save(folder)

    def restore(self, folder: Path) -> None:
        """Read the model."""
        self._model = StageModel.load(folder)

    def read(self, messages: list[Message]) -> None:
        """Set the stage of each message; presence of the scammer and corrections stay those of the rules."""
        for message, ranked in zip(messages, self._model.read(*_told(messages)), strict=True):
            found = message.get(FOUND)
            by_rules: StageReading = found["stage"]
            stage = next(stage for stage in ranked if by_rules.allows(stage))
            message.set(FOUND, {**found, "stage": replace(by_rules, stage=stage).settled()})


def _told(messages: list[Message]) -> tuple[sp.csr_matrix, list[str], list[tuple[str, ...]]]:
    """Return feature rows, texts and marks."""
    rows = beside(*sentence_features(messages))
    return rows, [message.get(TEXT) for message in messages], [message.get(FOUND)["marks"] for message in messages]
