"""The export is read as Rasa would read it, only faster."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import yaml
from rasa.shared.importers.rasa import RasaFileImporter

from bot.nlu.exported import EXAMPLES, SIGNALS
from bot.nlu.importer import ExportImporter, is_export

BLOCKS = [
    {"intent": "scam/loan_fake", "metadata": {"register": "plain", "stage": "paid"}, "examples": "- 交了保证金\n"},
    {"intent": "ordinary", "examples": "- 明天下雨吗\n- - 号开头\n"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the examples' folder of an export."""
    made = tmp_path / EXAMPLES
    made.mkdir()
    (tmp_path / SIGNALS).write_text("{}", encoding="utf-8")
    text = yaml.safe_dump({"version": "3.1", "nlu": BLOCKS}, allow_unicode=True)
    (made / "all.yml").write_text(text, encoding="utf-8")
    return made


def test_it_reads_what_rasa_reads(folder: Path) -> None:
    ours = ExportImporter(training_data_paths=[str(folder)]).get_nlu_data().training_examples
    theirs = RasaFileImporter(training_data_paths=[str(folder)]).get_nlu_data().training_examples
    assert [example.data for example in ours] == [example.data for example in theirs]


def test_other_paths_are_left_to_rasa(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "more.yml"
    other.write_text('version: "3.1"\nnlu:\n- intent: thanks\n  examples: |\n    - 谢谢\n', encoding="utf-8")
    data = ExportImporter(training_data_paths=[str(folder), str(other)]).get_nlu_data()
    assert sorted(data.intents) == ["ordinary", "scam", "thanks"]
    assert not is_export(str(other))


def test_the_same_words_twice_count_once(folder: Path) -> None:
    (folder / "again.yml").write_text((folder / "all.yml").read_text(encoding="utf-8"), encoding="utf-8")
    assert len(ExportImporter(training_data_paths=str(folder)).get_nlu_data().training_examples) == 3


def test_a_copy_has_values_of_its_own(folder: Path) -> None:
    example = ExportImporter(training_data_paths=str(folder)).get_nlu_data().training_examples[0]
    copied = copy.deepcopy(example)
    copied.set("text", "别的话")
    assert example.get("text") == "交了保证金"
    assert copied != example
