"""First component: one canonical spelling, with the way back to the words."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Component
from bot.text.normalise import normalise
from bot.text.prepare import drop_leading_slashes
from bot.text.spans import Mapped

WORDS = "words"  # the resident's own words, masked
MAPPED = "mapped"  # normalised text with its map into WORDS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Normaliser(Component):
    """Replaces the text of each message by its normalised form.

    A text that starts with a slash in any spelling loses it: Rasa looks at the
    text after the pipeline and would take "/restart" for an intent.
    """

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalise the text of each message in place."""
        for message in messages:
            if message.get(TEXT) is not None:
                self._normalise(message)
        return messages

    @staticmethod
    def _normalise(message: Message) -> None:
        words = drop_leading_slashes(str(message.get(TEXT)))
        mapped = normalise(words)
        message.set(WORDS, words)
        message.set(MAPPED, mapped)
        message.set(TEXT, mapped.text, add_to_output=True)


def quote(message: Message, start: int, end: int) -> str:
    """Return the resident's own words behind a span of the normalised text."""
    mapped: Mapped = message.get(MAPPED)
    first, last = mapped.source_span(start, end)
    return str(message.get(WORDS))[first:last]
