"""Sparse sentence features: character and word n-grams of the normalised text."""

from __future__ import annotations

from typing import Any

import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.ngrams import Ngrams, characters, words

ORIGIN = "NgramFeaturizer"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(GraphComponent):
    """Adds one sparse sentence feature to each message; needs tokens."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return how many n-grams and words are kept at most."""
        return {"most_characters": 30000, "most_words": 10000}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, spaces: tuple[Ngrams, Ngrams] | None
    ) -> None:
        """Keep the two spaces (characters, words), None before training."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._spaces = spaces

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
        """Create the component, not yet fitted."""
        return cls(config, model_storage, resource, None)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit both spaces and save them."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        self._spaces = (
            Ngrams.fit([characters(e.get(TEXT)) for e in examples], self._config["most_characters"]),
            Ngrams.fit([_tokens(e) for e in examples], self._config["most_words"]),
        )
        with self._storage.write_to(self._resource) as directory:
            for name, space in zip(("characters", "words"), self._spaces, strict=True):
                space.save(directory / f"{name}.json")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramFeaturizer:
        """Load the spaces of the model."""
        with model_storage.read_from(resource) as directory:
            spaces = (Ngrams.load(directory / "characters.json"), Ngrams.load(directory / "words.json"))
        return cls(config, model_storage, resource, spaces)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the training examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to each message that has text."""
        with_text = [message for message in messages if message.get(TEXT)]
        if not with_text or self._spaces is None:
            return messages
        rows = sp.hstack(
            [
                self._spaces[0].transform([characters(message.get(TEXT)) for message in with_text]),
                self._spaces[1].transform([_tokens(message) for message in with_text]),
            ],
            format="csr",
        )
        for index, message in enumerate(with_text):
            message.add_features(Features(rows[index], FEATURE_TYPE_SENTENCE, TEXT, ORIGIN))
        return messages


def _tokens(message: Message) -> list[str]:
    return words(token.text for token in message.get(TOKENS_NAMES[TEXT]) or [])
