"""Two versions of an item side by side, and three brought together. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

MISSING: Any = None


@dataclass(frozen=True)
class FieldDifference:
    """One field that differs.

    Attributes:
        field: path, as in `FieldProblem`; an entry with an id is named by it (`variants.v3.warning`).
        before: its value, None where there was none.
        after: its value, None where there is none now.
        kind: what happened to it.
    """

    field: str
    before: Any
    after: Any
    kind: Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Conflict:
    """One field that two people changed differently.

    Attributes:
        field: path.
        base: what both began with.
        theirs: what was published meanwhile.
        mine: what the draft has; it is kept.
    """

    field: str
    base: Any
    theirs: Any
    mine: Any


def differences(before: Any, after: Any, place: str = "") -> list[FieldDifference]:
    """Return what differs, field by field, in the order of the newer version."""
    return list(_differences(before, after, place))


def _differences(before: Any, after: Any, place: str) -> Iterator[FieldDifference]:
    if before == after:
        return
    old, new = _parts(before), _parts(after)
    if old is None or new is None:
        kind: Literal["added", "removed", "changed"] = (
            "added" if before is MISSING else "removed" if after is MISSING else "changed"
        )
        yield FieldDifference(place, before, after, kind)
        return
    for key in [*new, *(key for key in old if key not in new)]:
        yield from _differences(old.get(key), new.get(key), f"{place}.{key}" if place else key)


def _parts(value: Any) -> dict[str, Any] | None:
    """Return the parts of a value by which it is compared, None where it is one piece."""
    if isinstance(value, dict):
        return {str(key): one for key, one in value.items()}
    if isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        return _by_id(value) or {str(place): one for place, one in enumerate(value)}
    if isinstance(value, list) and len(value) > 1:
        return {str(place): one for place, one in enumerate(value)}
    return None


def _by_id(value: list[Any]) -> dict[str, Any] | None:
    ids = [one.get("id") for one in value if isinstance(one, dict)]
    if len(ids) != len(value) or None in ids or len(set(ids)) != len(ids):
        return None
    return {str(one["id"]): one for one in value}


def rebase(base: Any, theirs: Any, mine: Any) -> tuple[Any, list[Conflict]]:
    """Bring a draft onto what was published meanwhile (three-way merge).

    Args:
        base: what the draft began with.
        theirs: what is published now.
        mine: what the draft has.

    Returns:
        (the draft with their changes, the fields that both changed differently; there mine stays).
    """
    conflicts: list[Conflict] = []
    return _merge(base, theirs, mine, "", conflicts), conflicts


def _merge(base: Any, theirs: Any, mine: Any, place: str, conflicts: list[Conflict]) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if all(isinstance(one, dict) for one in (base, theirs, mine)):
        return _merge_parts(base, theirs, mine, place, conflicts)
    named = [_by_id(one) if isinstance(one, list) else None for one in (base, theirs, mine)]
    if all(one is not None for one in named[1:]) and isinstance(base, list):
        return list(_merge_parts(named[0] or {}, named[1] or {}, named[2] or {}, place, conflicts).values())
    conflicts.append(Conflict(place, base, theirs, mine))
    return mine


def _merge_parts(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any], place: str, conflicts: list[Conflict]
) -> dict[str, Any]:
    """Merge key by key; a key that is gone counts as None and stays away."""
    merged: dict[str, Any] = {}
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        path = f"{place}.{key}" if place else str(key)
        value = _merge(base.get(key), theirs.get(key), mine.get(key), path, conflicts)
        if value is not MISSING:
            merged[key] = value
    return merged
