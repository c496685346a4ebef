"""Reads the exported examples without Rasa's detours.

Rasa reads training data several times over, each time in pure Python and
against a schema, copies it deeply at each of five joints and hashes every
example there to find duplicates: with 30,000 examples a minute and a half of
every training. The export is written by us and checked before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.exported import EXAMPLES, SIGNALS
from db.files import read_yaml


class Example(Message):
    """A training example that is cheap to copy and to tell from others."""

    def fingerprint(self) -> str:
        """Return what two examples that say the same have in common."""
        told = f"{self.get_full_intent()}\n{self.get('text')}"
        return hashlib.sha256(told.encode()).hexdigest()

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        """Return a copy with values of its own; the values themselves are never changed in place."""
        return Example(dict(self.data), set(self.output_properties), self.time, list(self.features))


def is_export(path: str) -> bool:
    """Say whether a path is the folder of examples that `bot.publish.export` wrote."""
    return Path(path).name == EXAMPLES and Path(path).with_name(SIGNALS).exists()


def read_examples(folder: Path) -> Iterator[Message]:
    """Yield the examples of an exported folder, file by file."""
    for path in sorted(folder.glob("*.yml")):
        for block in read_yaml(path)["nlu"]:
            for line in block["examples"].splitlines():
                text = line.removeprefix("- ")
                yield Example.build(text, intent=block["intent"], intent_metadata=block.get("metadata"))


class ExportImporter(RasaFileImporter):
    """Takes the export for itself and leaves every other path to Rasa."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: str | Iterable[str] | None = None,
    ) -> None:
        """Part the paths."""
        paths = [training_data_paths] if isinstance(training_data_paths, str) else list(training_data_paths or ())
        self._exports = [Path(path) for path in paths if is_export(path)]
        super().__init__(config_file, domain_path, [path for path in paths if not is_export(path)])

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the examples: fresh ones each time, as components write into them."""
        theirs = super().get_nlu_data(language)
        return theirs.merge(TrainingData([example for folder in self._exports for example in read_examples(folder)]))
