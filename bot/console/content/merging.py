"""Two texts of one item brought together, field by field; who opened what decides only what is suggested. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MINE, THEIRS = "mine", "theirs"
Path = tuple[str, ...]
Parts = dict[Path, Any]
_LIST = "#"  # second step of an entry that is found by its id


@dataclass(frozen=True)
class Choice:
    """One field in which the two differ.

    Attributes:
        path: in the form of `Difference.field`: `groups.elderly`, `variants.v3`.
        base: what both began with.
        theirs: what the other person has.
        mine: what this person has.
        suggested: whose text is suggested, empty where both changed it and a person must choose.
    """

    path: str
    base: Any
    theirs: Any
    mine: Any
    suggested: str


def choices(base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]) -> list[Choice]:
    """Return every field in which the two differ, in the order of theirs."""
    old, left, right = (_parts(one) for one in (base, theirs, mine))
    found = []
    for path in [*left, *(path for path in right if path not in left)]:
        before, his, my = old.get(path), left.get(path), right.get(path)
        if his != my:
            suggested = MINE if his == before else THEIRS if my == before else ""
            found.append(Choice(name_of(path), before, his, my, suggested))
    return found


def merged(theirs: dict[str, Any], mine: dict[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    """Return the item with each field from whom it was chosen; where the two agree, that."""
    left, right = _parts(theirs), _parts(mine)
    made: Parts = {}
    for path in [*left, *(path for path in right if path not in left)]:
        source = right if chosen.get(name_of(path)) == MINE else left
        if path in source:
            made[path] = source[path]
    return _whole(made)


def name_of(path: Path) -> str:
    """Return a path as forms have it."""
    return ".".join(step for step in path if step != _LIST)


def _parts(item: dict[str, Any]) -> Parts:
    """Return the pieces that are chosen one by one: fields, what lies below a name, entries with an id."""
    found: Parts = {}
    for key, value in item.items():
        if isinstance(value, dict) and value:
            found.update({(key, str(below)): one for below, one in value.items()})
        elif _has_ids(value):
            found.update({(key, _LIST, str(one["id"])): one for one in value})
        else:
            found[(key,)] = value
    return found


def _has_ids(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    ids = [str(one["id"]) for one in value if isinstance(one, dict) and one.get("id")]
    return len(ids) == len(value) == len(set(ids))


def _whole(parts: Parts) -> dict[str, Any]:
    made: dict[str, Any] = {}
    split = {path[0] for path in parts if len(path) > 1}
    for path, value in parts.items():
        key = path[0]
        if len(path) == 1:
            if key not in split:  # one of the two had nothing there
                made[key] = value
        elif path[1] == _LIST:
            made.setdefault(key, []).append(value)
        else:
            made.setdefault(key, {})[path[1]] = value
    return made
