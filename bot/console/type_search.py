"""A type of scam found by what a clerk calls it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from db.knowledge import ScriptWords

MOST = 8


def named(scripts: Mapping[str, ScriptWords], asked: str) -> list[str]:
    """Return the ids that a name may mean: exactly one where it is clear.

    The whole name or a whole alias wins over a part of one.
    """
    wanted = _bare(asked)
    if not wanted:
        return []
    whole = [one.id for one in scripts.values() if wanted in (one.id, _bare(one.name))]
    whole = whole or [one.id for one in scripts.values() if wanted in map(_bare, one.lines("aliases"))]
    if whole:
        return whole[:1]
    parts = [one.id for one in scripts.values() if any(wanted in _bare(name) for name in _names(one))]
    return parts[:MOST]


def name_of(scripts: Mapping[str, ScriptWords], type_id: str) -> str:
    """Return the name of a type; one that is gone is shown by its id."""
    return scripts[type_id].name if type_id in scripts else type_id


def _names(one: ScriptWords) -> tuple[str, ...]:
    return (one.name, one.family_name, *one.lines("aliases"))


def _bare(text: str) -> str:
    return "".join(text.split()).lower()
