"""What a knowledge question or a service wish is about: the nearest example.

Topics have few examples each and new ones come often, so they are found by
likeness rather than learnt as classes. Types named outright ("什么是杀猪盘")
are found by name and alias.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.exported import read_export
from bot.nlu.labels import SCAM
from bot.nlu.messages import sentence_features

TOPIC = "topic"
ABOUT = "about"
WHAT_IS = "what_is"
LEAST_LIKENESS = 0.35  # below it no example is near enough to name a topic


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicFinder(GraphComponent):
    """Names the topic of a message whose intent has topics."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return where the export lies."""
        return {"export": "var/export/signals.json"}

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        names: dict[str, list[str]],
        topics: list[str],
        rows: sp.csr_matrix | None,
    ) -> None:
        """Keep the examples.

        Args:
            storage: where the model is saved.
            resource: this component's place in it.
            names: type → its name and aliases, normalised.
            topics: "intent/topic" of each example.
            rows: their features, one row each, or None before training.
        """
        self._storage = storage
        self._resource = resource
        self._names = names
        self._topics = topics
        self._rows = rows

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicFinder:
        """Create the component, without examples yet."""
        return cls(model_storage, resource, read_export(config["export"])["names"], [], None)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the examples that have a topic."""
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(TEXT) and "/" in str(example.get_full_intent()) and example.get(INTENT) != SCAM
        ]
        self._topics = [str(example.get_full_intent()) for example in examples]
        self._rows = _features(examples)
        with self._storage.write_to(self._resource) as directory:
            sp.save_npz(directory / "rows.npz", self._rows.astype(np.float32))
            saved = {"topics": self._topics, "names": self._names}
            (directory / "topics.json").write_text(json.dumps(saved, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicFinder:
        """Load the examples of the model."""
        with model_storage.read_from(resource) as directory:
            saved = json.loads((directory / "topics.json").read_text(encoding="utf-8"))
            rows = sp.load_npz(directory / "rows.npz")
        return cls(model_storage, resource, saved["names"], saved["topics"], rows)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the topic and the types named outright."""
        for message in messages:
            text = message.get(TEXT)
            if text and self._rows is not None:
                named = self._named(text)
                message.set(ABOUT, named)
                message.set(TOPIC, self._topic(message, bool(named)))
        return messages

    def _topic(self, message: Message, named: bool) -> str:
        """Return the topic of the nearest example of the message's own intent.

        "What is …" can only be answered where a type was named; without one it
        would push aside the topic that has an answer.
        """
        intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
        left_out = set() if named else {f"{intent}/{WHAT_IS}"}
        inside = [i for i, topic in enumerate(self._topics) if topic.startswith(f"{intent}/") and topic not in left_out]
        if not inside or self._rows is None:
            return ""
        likeness = (self._rows[inside] @ _features([message]).T).toarray().ravel() / 3.0
        best = int(np.argmax(likeness))
        return self._topics[inside[best]].partition("/")[2] if likeness[best] >= LEAST_LIKENESS else ""

    def _named(self, text: str) -> tuple[str, ...]:
        """Return types by the longest name that stands in the text."""
        hits = [(len(name), type_id) for type_id, names in self._names.items() for name in names if name in text]
        return tuple(dict.fromkeys(type_id for _, type_id in sorted(hits, reverse=True)))[:3]


def _features(messages: list[Message]) -> sp.csr_matrix:
    """Return dense vector and both n-gram rows side by side, each of unit length."""
    return sp.hstack(sentence_features(messages), format="csr", dtype=np.float32)
