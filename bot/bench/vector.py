"""The sentence encoder in the shape that DIET asks for: only a subclass of Rasa's own class may stand before it."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer

from bot.nlu.sentence_encoder import SentenceEncoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVector(SentenceEncoder, DenseFeaturizer):
    """`SentenceEncoder`, nothing else."""

    def __init__(self) -> None:
        """Take Rasa's defaults."""
        DenseFeaturizer.__init__(self, "SentenceVector", {"alias": "SentenceVector"})

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to set."""
