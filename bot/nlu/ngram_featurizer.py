"""Sparse sentence features: character and word n-grams of the normalised text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Trained
from bot.nlu.ngrams import Ngrams, characters, words
from bot.nlu.rows import beside

ORIGIN = "NgramFeaturizer"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(Trained):
    """Adds one sparse sentence feature to each message; needs tokens."""

    _characters: Ngrams
    _words: Ngrams

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return how many n-grams and words are kept at most."""
        return {"most_characters": 30000, "most_words": 10000}

    def learn(self, examples: list[Message]) -> None:
        """Fit both spaces."""
        self._characters = Ngrams.fit([characters(e.get(TEXT)) for e in examples], self._config["most_characters"])
        self._words = Ngrams.fit([_tokens(e) for e in examples], self._config["most_words"])

    def save(self, folder: Path) -> None:
        """Write both."""
        self._characters.save(folder / "characters.json")
        self._words.save(folder / "words.json")

    def restore(self, folder: Path) -> None:
        """Read both."""
        self._characters = Ngrams.load(folder / "characters.json")
        self._words = Ngrams.load(folder / "words.json")

    def read(self, messages: list[Message]) -> None:
        """Add features to each message."""
        found = beside(
            self._characters.transform([characters(message.get(TEXT)) for message in messages]),
            self._words.transform([_tokens(message) for message in messages]),
        )
        for index, message in enumerate(messages):
            row = found if len(messages) == 1 else found[index]
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, ORIGIN))


def _tokens(message: Message) -> list[str]:
    return words(token.text for token in message.get(TOKENS_NAMES[TEXT]) or [])
