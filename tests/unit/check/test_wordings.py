"""The fixed sentences and the code that says them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.check import wordings
from bot.check.content import Content
from bot.check.run import ROOT

CODE = """
def talk(context):
    context.say("also", name="a", summary="b")
    compose_fixed(context, "bye")
    context.offer(("x", "choice_yes"))
    return f"service_{context}"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose code says four wordings."""
    (tmp_path / "bot" / "reply").mkdir(parents=True)
    (tmp_path / "bot" / "reply" / "talk.py").write_text(CODE, encoding="utf-8")
    monkeypatch.setattr(wordings, "BLANKS", {"also": frozenset({"name", "summary"})})
    return tmp_path


GOOD = {"also": "「{name}」：{summary}", "bye": "再见", "choice_yes": "是", "service_human": "打110"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, ""),
        ({"also": "「{name}」"}, "少了 {summary}"),
        ({"also": "「{nmae}」：{name}{summary}"}, "{nmae} 没有东西可填"),
        ({"bye": "再见{name}"}, "可用的：无"),
        ({"bye": "再见{name"}, "花括号不成对"),
        ({"bye": None}, "程序要说的 bye 这里没有"),
        ({"choice_yes": None}, "程序要说的 choice_yes 这里没有"),
        ({"hello": "您好"}, "hello 没有一处程序会说到"),
    ],
)
def test_wordings(project: Path, change: dict[str, str | None], told: str) -> None:
    texts = {**GOOD, **change}
    items = [{"id": name, "text": text} for name, text in texts.items() if text is not None]
    found = [problem.message for problem in wordings.check(Content(root=project, lists={"wordings": items}))]
    assert any(told in message for message in found) if told else found == []


def _filled(node: ast.AST) -> tuple[str, set[str]] | None:
    """Return id and names of a call `….say("id", name=…)`, None for anything else."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "say":
        return None
    first = node.args[0] if node.args else None
    names = {keyword.arg for keyword in node.keywords}
    if not isinstance(first, ast.Constant) or not names or None in names:
        return None
    return str(first.value), {str(name) for name in names}


def test_table_of_blanks_is_what_the_code_fills() -> None:
    trees = [
        ast.parse(file.read_text(encoding="utf-8"))
        for folder in wordings.SPEAKERS
        for file in (ROOT / folder).rglob("*.py")
    ]
    calls = [call for tree in trees for node in ast.walk(tree) if (call := _filled(node))]
    assert len(calls) >= 10
    for wording, names in calls:
        assert set(wordings.BLANKS[wording]) == names, wording
