"""The sentence encoder in the shape that DIET asks for: only a subclass of Rasa's own class may stand before it."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer

from bot.nlu.sentence_encoder import SentenceEncoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVector(SentenceEncoder, DenseFeaturizer):
    """`SentenceEncoder`, nothing else."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """Give both bases what they ask for."""
        SentenceEncoder.__init__(self, config, storage, resource)
        DenseFeaturizer.__init__(self, "SentenceVector", {**config, "alias": "SentenceVector"})

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to set."""
