"""Paths of fields in the clerk's words: `stages.1.says.0` → 步骤 › 第 2 步 › 他的原话 › 第 1 句. Pure."""

from __future__ import annotations

from typing import Any

from bot.console.content import nodes as kinds
from bot.console.content.boxes import GLUE
from bot.console.content.nodes import Names, Node
from bot.console.content.shapes import SHAPES, every, nodes_of
from bot.console.content.weights import word_of

STEP = " › "


def label_of(kind: str, path: str, names: Names, *items: dict[str, Any] | None) -> str:
    """Return what a field is called.

    Args:
        kind: of the item.
        path: as differences and problems have it; an entry may be named by its place or its id.
        names: of signals and groups.
        items: where an entry's own name is looked up.
    """
    said: list[str] = []
    parts, node = nodes_of(SHAPES.get(kind, ())), None
    values: list[Any] = list(items)
    for step in path.split(".") if path else ():
        values = [_below(value, step) for value in values]
        found = next((part for part in parts if part.key == step), None)
        if node is not None and node.kind in (kinds.ROWS, kinds.LINES, kinds.KEYED, kinds.WEIGHTS) and found is None:
            said.append(_entry(node, step, names, values))
            parts = node.parts
            node = Node("", "", kinds.RECORD, parts=node.parts)
        elif node is not None and node.kind in (kinds.WORDS, kinds.BLOCK):
            said.append(_place(node, step))
        else:
            said.append(found.label if found else step)
            node, parts = found, _own(found)
    return STEP.join(said) or "整份"


def _own(node: Node | None) -> tuple[Node, ...]:
    """Return the fields right below a node; those of a list lie below its entries."""
    return node.parts if node is not None and node.kind == kinds.RECORD else ()


def _below(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.isdigit():
        return value[int(step)] if int(step) < len(value) else None
    if isinstance(value, list):
        return next((one for one in value if isinstance(one, dict) and str(one.get("id")) == step), None)
    return None


def _entry(node: Node, step: str, names: Names, values: list[Any]) -> str:
    if node.kind in (kinds.KEYED, kinds.WEIGHTS):
        return names.of(node.key).get(step, step)
    own = next((str(value["name"]) for value in values if isinstance(value, dict) and value.get("name")), "")
    return f"“{own}”" if own and not step.isdigit() else _place(node, step)


def _place(node: Node, step: str) -> str:
    return f"第 {int(step) + 1} {node.unit}" if step.isdigit() else step


def words_of(value: Any, names: Names) -> str:
    """Return any value of an item as text to be read: a whole stage, a variant, a list, a weight."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return f"{word_of(float(value))}（{value:g}）" if 0 < value <= 1 else str(value)
    if isinstance(value, list):
        simple = all(isinstance(one, str) for one in value)
        glue = GLUE if simple and all(len(one) <= 12 for one in value) else "\n"
        return glue.join(words_of(one, names) for one in value)
    if isinstance(value, dict):
        labels = _labels_for(value)
        return "\n".join(_line(str(labels.get(name, name)), one, names) for name, one in value.items() if name != "id")
    return str(value)


def _line(name: str, value: Any, names: Names) -> str:
    text = words_of(value, names)
    label = names.signals.get(name) or names.groups.get(name) or name
    return f"{label}：\n{text}" if "\n" in text else f"{label}：{text}"


def _labels_for(value: dict[str, Any]) -> dict[str, str]:
    """Return what the fields of a record are called; which record it is shows by its keys."""
    return max(_RECORDS, key=lambda labels: len(labels.keys() & value.keys()) - len(labels.keys() - value.keys()) / 99)


_RECORDS = [
    {part.key: part.label for part in node.parts} for folds in SHAPES.values() for node in every(nodes_of(folds))
]
