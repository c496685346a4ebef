"""The validator's messages for somebody who sees a form, not a file. Pure.

The validator names keys and ids, as files have them; beside a field its place
need not be said again, and elsewhere things have names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.console.content.nodes import Names
from bot.console.content.shapes import KIND_NAMES, SHAPES, every, nodes_of
from bot.publish.fields import FieldProblem

_PLACE = re.compile(r"(?:第 \d+ 条|[A-Za-z_][A-Za-z0-9_]*)(?: 里的)?(?: 的)? ?")
_TOKEN = re.compile(r"(?<![A-Za-z0-9_./])[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?![A-Za-z0-9_./])")
_SCRIPT_FILE = re.compile(r"db/content/scams/([a-z_]+)\.yml")
_LIST_FILE = re.compile(r"(?:db/content/)?(signals|groups|hotlines|answers|wordings|catalogue|lookalikes)\.yml")
_FILES = {
    "signals": "特征", "groups": "人群", "hotlines": "热线", "answers": "问答", "wordings": "固定的话",
    "catalogue": "类型表", "lookalikes": "易混表",
}  # fmt: skip
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")  # stood around a key, not around its name
# What the validator says of files, as it is said of a form.
_SAID = (
    ("「」", "还没写。"),
    ("要写 published", "写上发表的年月；查不到出处，就勾“还没查到出处”。两样只能有一样。"),
)
_QUOTED = re.compile(r"(「[^」]*」)")


def labels(kind: str, names: Names) -> dict[str, str]:
    """Return key or id → its name, for one kind of item."""
    top = nodes_of(SHAPES[kind])
    fields = {node.key: node.label for node in (*every(top), *top)}  # a key stands for the field nearest the top
    return {**names.types, **names.groups, **names.signals, **fields, "id": "编号", "true": "是", "false": "否"}


def plain(problem: FieldProblem, item: Mapping[str, Any], words: Mapping[str, str]) -> FieldProblem:
    """Return a problem as it is said beside its field.

    Args:
        problem: of the validator.
        item: what it is about.
        words: see `labels`.
    """
    text = problem.message.removeprefix(f"{item.get('id')} 的 ")
    steps = len(problem.field.split(".")) if problem.field else 0
    for _ in range(steps):
        match = _PLACE.match(text)
        if match is None:
            break
        text = text[match.end() :]
    text = text.strip().lstrip("：: ")
    said = next((own for start, own in _SAID if text.startswith(start)), "")
    return FieldProblem(problem.field, said or _named(text, words))


def _named(text: str, words: Mapping[str, str]) -> str:
    """Return the text with names in place of keys, ids and files; what is quoted stays as it is."""
    text = _SCRIPT_FILE.sub(lambda found: f"脚本“{words.get(found[1], found[1])}”", text)
    text = _LIST_FILE.sub(lambda found: _FILES[found[1]], text)
    pieces = _QUOTED.split(text)
    named = "".join(
        piece if piece.startswith("「") else _TOKEN.sub(lambda found: words.get(found[0], found[0]), piece)
        for piece in pieces
    )
    return _GAP.sub("", named)


def kind_name(kind: str) -> str:
    """Return what a kind of content is called."""
    return KIND_NAMES.get(kind, {"examples": "例句"}.get(kind, kind))
