"""What the model's digest takes from the lock."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bot.publish.pinned import MADE_WITH, pinned
from bot.settings import ROOT

FOLDERS = ("bot/nlu", "bot/text", "bot/triage")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names} - {"bot", "db", *sys.stdlib_module_names}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_the_reading_imports_is_in_the_digest(path: Path) -> None:
    owners = packages_distributions()
    missing = {name for name in _imported(path) if not {own.lower() for own in owners.get(name, [name])} & MADE_WITH}
    assert missing == set()


def test_names_and_versions_without_hashes_and_markers() -> None:
    lock = "numpy==1.24.4 ; sys_platform == 'linux' \\\n    --hash=sha256:0\nruff==1.0\nrasa==3.6.21\n"
    assert pinned(lock) == ["numpy==1.24.4", "rasa==3.6.21"]


def test_all_are_pinned() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert {line.split("==")[0] for line in pinned(lock)} == MADE_WITH
