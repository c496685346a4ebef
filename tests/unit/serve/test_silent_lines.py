"""What Rasa's processor copies goes into debug lines only, so that ours may copy nothing."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path


def calls(tree: ast.AST, name: str) -> list[ast.Call]:
    """Return the calls of a method of one object."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _object(node.func) == name]


def _object(function: ast.expr) -> str:
    """Return the name of the object whose method is called, empty for anything else."""
    owner = function.value if isinstance(function, ast.Attribute) else None
    return owner.id if isinstance(owner, ast.Name) else ""


def test_rasa_copies_for_debug_lines_only() -> None:
    found = importlib.util.find_spec("rasa.core.processor")
    assert found is not None
    assert found.origin is not None
    tree = ast.parse(Path(found.origin).read_text(encoding="utf-8"))
    logged = {copied for line in calls(tree, "structlogger") for copied in calls(line, "copy")}
    assert logged
    assert set(calls(tree, "copy")) == logged
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "copy"]
    assert len(names) == len(logged)
