"""Finds signals, stage cues, groups, channels, amounts and times in a message."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import facts
from bot.nlu.exported import read_export
from bot.nlu.normaliser import quote
from bot.nlu.patterns import PatternMatcher
from bot.nlu.stages import Cue, marks, read_stage
from bot.triage.reading import Mention

FOUND = "found"  # what this component leaves in the message
_DENIAL = ("没让", "没有让", "没要", "没有要", "没叫", "没说", "没提", "并没", "不是", "没发", "没有发", "没用", "没有")
_FILE = "patterns.json"


# a featurizer, for Rasa runs nothing else over the training examples, and both classifiers learn from signals
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SignalExtractor(GraphComponent):
    """Matches the patterns of the knowledge base; they are frozen into the model."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return where the export lies, relative to the project."""
        return {"export": "var/export/signals.json"}

    def __init__(
        self, patterns: dict[str, dict[str, list[str]]], model_storage: ModelStorage, resource: Resource
    ) -> None:
        """Compile the patterns: {"signal" | "cue" | "group" | "channel": {id: patterns}}."""
        self._patterns = patterns
        self._storage = model_storage
        self._resource = resource
        flat = {f"{kind}:{name}": listed for kind, items in patterns.items() for name, listed in items.items()}
        self._matcher = PatternMatcher(flat)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SignalExtractor:
        """Create the component from the export, for training."""
        return cls(read_export(config["export"])["patterns"], model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Freeze the patterns into the model; there is nothing to fit."""
        with self._storage.write_to(self._resource) as directory:
            (directory / _FILE).write_text(json.dumps(self._patterns, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SignalExtractor:
        """Load the patterns of the model."""
        with model_storage.read_from(resource) as directory:
            patterns = json.loads((directory / _FILE).read_text(encoding="utf-8"))
        return cls(patterns, model_storage, resource)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Find the signals of the examples: the classifier uses them as features."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Leave what was found in each message under `FOUND`."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(FOUND, self._find(message, text))
        return messages

    def _find(self, message: Message, text: str) -> dict[str, Any]:
        hits: dict[str, list[tuple[str, int, int]]] = {"signal": [], "cue": [], "group": [], "channel": []}
        for label, start, end in self._matcher.find(text):
            kind, _, name = label.partition(":")
            hits[kind].append((name, start, end))
        cues = [Cue(*hit) for hit in hits["cue"]]
        reading = read_stage(text, cues)
        return {
            "mentions": _mentions(message, text, hits["signal"]),
            "stage": reading,
            "marks": marks(text, cues, reading.stage),
            "groups": tuple(dict.fromkeys(name for name, _, _ in sorted(hits["group"], key=lambda hit: hit[1]))),
            "channels": tuple(dict.fromkeys(name for name, _, _ in hits["channel"])),
            "helper": next((cue.label.removeprefix("helper_") for cue in cues if cue.label.startswith("helper_")), ""),
            "amounts": facts.amounts(text),
            "times": facts.times(text),
            "distress": any(cue.label == "distress" for cue in cues),
        }


def _mentions(message: Message, text: str, hits: list[tuple[str, int, int]]) -> tuple[Mention, ...]:
    """Return each signal once, with its longest quote that was not denied."""
    best: dict[str, Mention] = {}
    for name, start, end in sorted(hits, key=lambda hit: hit[1] - hit[2]):
        denied = any(word in text[max(0, start - 5) : start + 1] for word in _DENIAL)
        if name not in best or (best[name].denied and not denied):
            best[name] = Mention(name, quote(message, start, end), denied)
    return tuple(best.values())
