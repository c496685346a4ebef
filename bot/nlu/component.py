"""What all components of the graph share: how Rasa makes them, and where their state lies.

A component says what it learns (`learn`), how that is kept (`save`, `restore`)
and what it does to messages (`read`); the rest is the same for all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_Made = TypeVar("_Made", bound="Component")
_Loaded = TypeVar("_Loaded", bound="Trained")


class Component(GraphComponent):
    """A component without a state of its own."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        """Keep the options and the place in the model."""
        self._config = config
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls: type[_Made],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Made:
        """Create the component, not yet trained."""
        return cls(config, model_storage, resource)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Treat the examples as messages: Rasa asks this of tokenizers and featurizers."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Treat each message that has text, in place."""
        with_text = [message for message in messages if message.get(TEXT)]
        if with_text:
            self.read(with_text)
        return messages

    def read(self, messages: list[Message]) -> None:
        """Write into messages, all of which have text; there is at least one."""
        raise NotImplementedError


class Trained(Component):
    """A component whose state is a folder of the model."""

    @classmethod
    def load(
        cls: type[_Loaded],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _Loaded:
        """Load what `train` saved."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component.restore(directory)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples that have text, and save."""
        self.learn([example for example in training_data.intent_examples if example.get(TEXT)])
        with self._storage.write_to(self._resource) as directory:
            self.save(directory)
        return self._resource

    def learn(self, examples: list[Message]) -> None:
        """Fit to the examples, or freeze the export that config names."""
        raise NotImplementedError

    def save(self, folder: Path) -> None:
        """Write the state, without pickle."""
        raise NotImplementedError

    def restore(self, folder: Path) -> None:
        """Read what `save` wrote."""
        raise NotImplementedError
