"""An item laid out as the fields of its form. Pure.

A field's name in the form is its path in the item: `stages.0.says.1`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.console.content import nodes as kinds
from bot.console.content.nodes import Fold, Names, Node
from bot.console.content.weights import options, word_of

SPARE = 1  # empty entries offered beyond those that stand, at least
GLUE = "、"


@dataclass(frozen=True)
class Box:
    """One field with its value, or several below one label.

    Attributes:
        path: its name in the form.
        label: as the clerk reads it.
        node: its form.
        value: what stands in it, as text.
        parts: fields below it.
        options: (value, label) of a choice.
        is_set: it says something.
    """

    path: str
    label: str
    node: Node
    value: str = ""
    parts: tuple[Box, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    is_set: bool = False

    @property
    def kind(self) -> str:
        """Return how it is shown."""
        return self.node.kind

    @property
    def title(self) -> str:
        """Return the name that an entry has of its own, empty for none."""
        return next((part.value for part in self.parts if part.node.key in ("name", "what")), "")

    def is_wrong(self, problems: Mapping[str, list[str]]) -> bool:
        """Say whether there is a message beside it or below it."""
        return any(problems.get(box.path) for box in walk((self,)))


@dataclass(frozen=True)
class Section:
    """One fold of the form."""

    title: str
    hint: str
    boxes: tuple[Box, ...] = field(repr=False)

    @property
    def paths(self) -> set[str]:
        """Return every path in it."""
        return {box.path for box in walk(self.boxes)}


def sections(folds: Iterable[Fold], item: dict[str, Any], names: Names) -> list[Section]:
    """Return the form of an item, filled in."""
    return [
        Section(fold.title, fold.hint, tuple(_box(node, node.key, item.get(node.key), names) for node in fold.nodes))
        for fold in folds
    ]


def walk(boxes: Iterable[Box]) -> Iterator[Box]:
    """Yield boxes and all below them."""
    for box in boxes:
        yield box
        yield from walk(box.parts)


def all_paths(parts: Iterable[Section]) -> set[str]:
    """Return every path of a form."""
    return {path for part in parts for path in part.paths}


def _box(node: Node, path: str, value: Any, names: Names, label: str = "") -> Box:
    label = label or node.label
    if node.kind in (kinds.TEXT, kinds.FIXED):
        return Box(path, label, node, text_of(value), is_set=bool(value))
    if node.kind == kinds.FLAG:
        return Box(path, label, node, "1", is_set=value is True)
    if node.kind in (kinds.WORDS, kinds.BLOCK):
        glue = GLUE if node.kind == kinds.WORDS else "\n"
        return Box(path, label, node, glue.join(map(text_of, _list(value))), is_set=bool(value))
    parts = tuple(_parts(node, path, value, names))
    return Box(path, label, node, parts=parts, is_set=any(part.is_set for part in parts))


def _parts(node: Node, path: str, value: Any, names: Names) -> Iterator[Box]:
    known = value if isinstance(value, dict) else {}
    if node.kind == kinds.RECORD:
        yield from (_box(part, f"{path}.{part.key}", known.get(part.key), names) for part in node.parts)
    elif node.kind == kinds.KEYED:
        record = Node(node.key, "", kinds.RECORD, parts=node.parts)
        for key, name in _named(names, node, known):
            yield _box(record, f"{path}.{key}", known.get(key), names, name)
    elif node.kind == kinds.WEIGHTS:
        for key, name in _named(names, node, known):
            yield _weight(node, f"{path}.{key}", known.get(key), name)
    else:
        yield from _entries(node, path, _list(value), names)


def _entries(node: Node, path: str, value: list[Any], names: Names) -> Iterator[Box]:
    """Yield the entries of a list, and empty ones to be filled."""
    is_rows = node.kind == kinds.ROWS
    entry = Node("", "", kinds.RECORD if is_rows else kinds.TEXT, parts=node.parts, most=node.most, optional=True)
    for place in range(max(node.rows, len(value) + (SPARE if not is_rows else 0))):
        one = value[place] if place < len(value) else None
        yield _box(entry, f"{path}.{place}", one, names, f"第 {place + 1} {node.unit}")


def _named(names: Names, node: Node, known: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (id, name), those that are in the item first; ids nobody knows are kept in sight."""
    table = names.of(node.key)
    inside = [(str(key), table.get(str(key), str(key))) for key in known]
    if node.kind == kinds.WEIGHTS:
        inside.sort(key=lambda one: -_number(known[one[0]]))
        return inside + [(key, name) for key, name in table.items() if key not in known]
    return [*table.items(), *(one for one in inside if one[0] not in table)]


def _weight(node: Node, path: str, value: Any, name: str) -> Box:
    weight = _number(value) if value is not None else None
    chosen = f"{weight:g}" if weight is not None else ""
    one = Node("", name, kinds.WEIGHTS)
    return Box(path, name, one, chosen, options=tuple(options(weight)), is_set=weight is not None)


def shown(box: Box) -> str:
    """Return the value of a simple field as it is read, not edited."""
    if box.kind == kinds.FLAG:
        return "是" if box.is_set else "否"
    if box.kind == kinds.WEIGHTS:
        return word_of(float(box.value)) if box.value else "没有"
    return box.value


def text_of(value: Any) -> str:
    """Return a value as text; nothing for none."""
    return "" if value is None else str(value)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
