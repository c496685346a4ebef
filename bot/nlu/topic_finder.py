"""What a knowledge question or a service wish is about: the nearest example.

Topics have few examples each and new ones come often, so they are found by
likeness rather than learnt as classes. Types named outright ("什么是杀猪盘")
are found by name and alias.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import Trained
from bot.nlu.exported import read_export
from bot.nlu.labels import SCAM
from bot.nlu.messages import sentence_features
from bot.nlu.rows import beside

TOPIC = "topic"
ABOUT = "about"
WHAT_IS = "what_is"
LEAST_LIKENESS = 0.35  # below it no example is near enough to name a topic


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicFinder(Trained):
    """Names the topic of a message whose intent has topics.

    Attributes:
        _names: type → its name and aliases, normalised.
        _topics: "intent/topic" of each example.
        _rows: their features, one row each.
        _intents: those that have topics.
    """

    _names: dict[str, list[str]]
    _topics: list[str]
    _rows: sp.csr_matrix
    _intents: frozenset[str]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return where the export lies."""
        return {"export": "var/export/signals.json"}

    def learn(self, examples: list[Message]) -> None:
        """Keep the examples that have a topic."""
        told = [e for e in examples if "/" in str(e.get_full_intent()) and e.get(INTENT) != SCAM]
        self._topics = [str(example.get_full_intent()) for example in told]
        self._rows = beside(*sentence_features(told))
        self._names = read_export(self._config["export"])["names"]

    def save(self, folder: Path) -> None:
        """Write features, topics and names."""
        sp.save_npz(folder / "rows.npz", self._rows)
        saved = {"topics": self._topics, "names": self._names}
        (folder / "topics.json").write_text(json.dumps(saved, ensure_ascii=False), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Read them."""
        saved = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
        self._topics, self._names = saved["topics"], saved["names"]
        self._rows = sp.load_npz(folder / "rows.npz")
        self._intents = frozenset(topic.partition("/")[0] for topic in self._topics)

    def read(self, messages: list[Message]) -> None:
        """Set the topic and the types named outright."""
        for message in messages:
            named = self._named(message.get(TEXT))
            message.set(ABOUT, named)
            message.set(TOPIC, self._topic(message, bool(named)))

    def _topic(self, message: Message, named: bool) -> str:
        """Return the topic of the nearest example of the message's own intent.

        "What is …" can only be answered where a type was named; without one it
        would push aside the topic that has an answer.
        """
        intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
        if intent not in self._intents:
            return ""
        left_out = set() if named else {f"{intent}/{WHAT_IS}"}
        inside = [i for i, topic in enumerate(self._topics) if topic.startswith(f"{intent}/") and topic not in left_out]
        # dense vector and both n-gram rows are of unit length each
        likeness = (self._rows[inside] @ beside(*sentence_features([message])).T).toarray().ravel() / 3.0
        best = int(np.argmax(likeness))
        return self._topics[inside[best]].partition("/")[2] if likeness[best] >= LEAST_LIKENESS else ""

    def _named(self, text: str) -> tuple[str, ...]:
        """Return types by the longest name that stands in the text."""
        hits = [(len(name), type_id) for type_id, names in self._names.items() for name in names if name in text]
        return tuple(dict.fromkeys(type_id for _, type_id in sorted(hits, reverse=True)))[:3]
