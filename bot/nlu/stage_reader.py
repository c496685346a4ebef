"""Puts the learned stage in place of the one that the rules read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.messages import judged, sentence_features
from bot.nlu.signal_extractor import FOUND
from bot.nlu.stage_model import StageModel
from bot.triage.reading import STAGES


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class StageReader(GraphComponent):
    """Reads the stage of each message; needs signals, dense and n-gram features."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the cost of the fit."""
        return {"cost": 0.3}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: StageModel | None
    ) -> None:
        """Keep the model, None before training."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> StageReader:
        """Create the component, not yet fitted."""
        return cls(config, model_storage, resource, None)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples whose stage was judged by a person, and save the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT) and _stage(example)]
        stages = [_stage(example) for example in examples]
        self._model = StageModel.fit(*_told(examples), stages, self._config["cost"])
        with self._storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> StageReader:
        """Load the fitted model."""
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, StageModel.load(directory))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the stage of each message; presence of the scammer and corrections stay those of the rules."""
        with_text = [message for message in messages if message.get(TEXT)]
        if self._model is None or not with_text:
            return messages
        for message, stage in zip(with_text, self._model.read(*_told(with_text)), strict=True):
            found = message.get(FOUND)
            message.set(FOUND, {**found, "stage": replace(found["stage"], stage=stage).settled()})
        return messages


def _stage(example: Message) -> str:
    """Return the judged stage of a training example, or empty."""
    stage = judged(example, "stage")
    return stage if stage in STAGES else ""


def _told(messages: list[Message]) -> tuple[sp.csr_matrix, list[str], list[tuple[str, ...]]]:
    """Return feature rows, texts and marks."""
    rows = sp.hstack(sentence_features(messages), format="csr", dtype=np.float32)
    return rows, [message.get(TEXT) for message in messages], [message.get(FOUND)["marks"] for message in messages]
