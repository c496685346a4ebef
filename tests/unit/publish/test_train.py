"""Whether to train is decided by a digest of everything that shapes the model.

Rasa's own cache does not see side files: a changed helper gave the old model.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.publish.train import code_digest, model_digest, trained_digest
from bot.settings import ROOT, Settings

FILES = [
    "config.yml",
    "domain.yml",
    "data/rules/scam.yml",
    "data/jieba/words.txt",
    "bot/nlu/stages.py",
    "bot/text/mask.py",
    "bot/triage/posterior.py",
    "bot/triage/reading.py",
    "bot/triage/typicality.py",
]
IDLE = [
    "README.md",
    "requirements.lock",
    "bot/edge/app.py",
    "bot/nlu/notes.md",
    "bot/nlu/__pycache__/x.pyc",
    "bot/reply/ask.py",
    "bot/triage/step.py",
    "db/content/wordings.yml",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small project."""
    for name in (*FILES, *IDLE):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_what_shapes_the_model_is_seen(name: str, root: Path) -> None:
    before = code_digest(root)
    (root / name).write_text("changed", encoding="utf-8")
    assert code_digest(root) != before


@pytest.mark.parametrize("name", IDLE)
def test_a_change_of_anything_else_is_not(name: str, root: Path) -> None:
    before = code_digest(root)
    (root / name).write_text("changed", encoding="utf-8")
    assert code_digest(root) == before


@pytest.mark.parametrize("name", ["bot/nlu/new.py", "bot/text/deep/er.py", "data/rules/new.yml"])
def test_a_new_file_is_seen(name: str, root: Path) -> None:
    before = code_digest(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("", encoding="utf-8")
    assert code_digest(root) != before


def test_a_renamed_file_is_seen(root: Path) -> None:
    before = code_digest(root)
    (root / "bot/text/mask.py").rename(root / "bot/text/masking.py")
    assert code_digest(root) != before


def test_the_place_of_the_project_does_not_count(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = code_digest(root)
    moved = root.rename(tmp_path_factory.mktemp("elsewhere") / "project")
    assert code_digest(moved) == before


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "requirements.lock"])
def test_a_missing_file_is_an_error_that_names_it(name: str, root: Path) -> None:
    (root / name).unlink()
    with pytest.raises(FileNotFoundError, match=name):
        code_digest(root)


def test_the_models_name_depends_on_knowledge_and_code(root: Path) -> None:
    name = model_digest("a", root)
    assert name == model_digest("a", root)
    assert name != model_digest("b", root)
    (root / "config.yml").write_text("changed", encoding="utf-8")
    assert name != model_digest("a", root)


def test_the_projects_own_digest_can_be_made() -> None:
    assert len(model_digest("a", ROOT)) == 64


@pytest.mark.parametrize(
    ("model", "stamp", "digest"),
    [(True, {"digest": "abc"}, "abc"), (False, {"digest": "abc"}, ""), (True, None, ""), (True, {}, "")],
)
def test_the_model_in_place_is_known_by_its_stamp(
    model: bool, stamp: dict[str, str] | None, digest: str, tmp_path: Path
) -> None:
    settings = Settings(model_dir=str(tmp_path))
    if model:
        settings.model.touch()
    if stamp is not None:
        settings.model.with_suffix(".json").write_text(json.dumps(stamp), encoding="utf-8")
    assert trained_digest(settings) == digest
