"""A form read back into an item. Pure.

Empty entries are left out, so an entry may stand at another place in the item
than in the form; `places` remembers which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.console.content import nodes as kinds
from bot.console.content.nodes import Fold, Names, Node
from bot.console.content.shapes import nodes_of
from bot.console.content.weights import weight_of

DROP = "drop"  # of an entry: a checkbox that leaves it out
MOST_ENTRIES = 60
Form = Mapping[str, str]
_BETWEEN = re.compile(r"[、，,；;\n]+")


@dataclass
class Read:
    """An item as typed.

    Attributes:
        item: in the form of its file.
        places: path in the item → path in the form, of entries that moved up.
    """

    item: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def clean(form: Mapping[str, object]) -> dict[str, str]:
    """Return the text fields of a posted form, without what only another system puts in."""
    return {
        str(key): value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        for key, value in form.items()
        if isinstance(value, str)
    }


def read(form: Form, folds: Iterable[Fold], before: dict[str, Any], names: Names) -> Read:
    """Read an item.

    Args:
        form: what was posted, cleaned.
        folds: the form's shape.
        before: the item as it was; what the form does not show stays.
        names: the keys of groups and signals.
    """
    done = Read(dict(before))
    for node in nodes_of(tuple(folds)):
        if node.kind == kinds.FIXED:
            continue
        value = _value(node, (node.key, node.key), form, names, done, before.get(node.key))
        if value is None:
            done.item.pop(node.key, None)
        else:
            done.item[node.key] = value
    return done


def read_entry(form: Form, parts: tuple[Node, ...], path: str, before: dict[str, Any]) -> dict[str, Any]:
    """Read one record that stands at `path` in the form."""
    return _record(Node("", "", kinds.RECORD, parts=parts), (path, path), form, Names(), Read(), before)


def _value(node: Node, at: tuple[str, str], form: Form, names: Names, done: Read, before: Any) -> Any:
    """Return a value, None for "leave it out"; `at` is its path in the item and in the form."""
    typed = form.get(at[1], "").strip()
    if node.kind == kinds.TEXT:
        return None if not typed and node.optional else typed
    if node.kind == kinds.FLAG:
        return True if typed else (False if node.kept else None)
    if node.kind == kinds.WORDS:
        return [word.strip() for word in _BETWEEN.split(typed) if word.strip()]
    if node.kind == kinds.BLOCK:
        return [line.strip() for line in typed.split("\n") if line.strip()]
    if node.kind == kinds.RECORD:
        return _record(node, at, form, names, done, before if isinstance(before, dict) else {})
    if node.kind in (kinds.KEYED, kinds.WEIGHTS):
        return _by_name(node, at, form, names, done, before if isinstance(before, dict) else {})
    return _list(node, at, form, names, done, before if isinstance(before, list) else [])


def _record(
    node: Node, at: tuple[str, str], form: Form, names: Names, done: Read, before: dict[str, Any]
) -> dict[str, Any]:
    shown = {part.key for part in node.parts}
    made = {key: value for key, value in before.items() if key not in shown}
    for part in node.parts:
        below = (f"{at[0]}.{part.key}", f"{at[1]}.{part.key}")
        value = _value(part, below, form, names, done, before.get(part.key))
        if value is not None:
            made[part.key] = value
    return made


def _by_name(
    node: Node, at: tuple[str, str], form: Form, names: Names, done: Read, before: dict[str, Any]
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key in [*before, *(key for key in names.of(node.key) if key not in before)]:
        below = (f"{at[0]}.{key}", f"{at[1]}.{key}")
        if node.kind == kinds.WEIGHTS:
            weight = weight_of(form.get(below[1], ""))
            if weight is not None:
                made[key] = weight
        elif _is_filled(form, below[1]):
            record = Node("", "", kinds.RECORD, parts=node.parts)
            made[key] = _record(record, below, form, names, done, before.get(key) or {})
    return made


def _list(node: Node, at: tuple[str, str], form: Form, names: Names, done: Read, before: list[Any]) -> list[Any]:
    made: list[Any] = []
    for place in _numbers(form, at[1]):
        typed, path = f"{at[1]}.{place}", f"{at[0]}.{len(made)}"
        if not _is_filled(form, typed) or form.get(f"{typed}.{DROP}"):
            continue
        if path != typed:
            done.places[path] = typed
        if node.kind == kinds.LINES:
            made.append(form[typed].strip())
            continue
        old = before[place] if place < len(before) and isinstance(before[place], dict) else {}
        made.append(_record(Node("", "", kinds.RECORD, parts=node.parts), (path, typed), form, names, done, old))
    return made


def _numbers(form: Form, path: str) -> list[int]:
    """Return the places that the form has for a list."""
    found = {key[len(path) + 1 :].partition(".")[0] for key in form if key.startswith(f"{path}.")}
    return sorted(int(one) for one in found if one.isascii() and one.isdigit() and len(one) < 4)[:MOST_ENTRIES]


def _is_filled(form: Form, path: str) -> bool:
    return any(value.strip() for key, value in form.items() if key == path or key.startswith(f"{path}."))
