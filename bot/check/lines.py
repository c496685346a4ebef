"""Every line of content that a resident may read, with the place it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.check.content import Content, list_path, script_path

# Kept for staff or for the model; never shown.
_UNREAD = frozenset(
    {"id", "sources", "source", "reviewed", "from", "until", "cues", "patterns", "signals", "for", "rule", "must_have"}
)
_SENTENCE_END = re.compile(r"(?<=[。！？!?；;])|\n")
_CLAUSE_END = re.compile(r"[，。！？；：、,.!?;:…—\s]+")


@dataclass(frozen=True)
class Line:
    """One text of content.

    Attributes:
        path: the file.
        place: where in the file, for a message: "if_paid 第 2 条".
        keys: names of the fields that lead to it: ("groups", "elderly", "warning").
        text: the words.
    """

    path: str
    place: str
    keys: tuple[str, ...]
    text: str


def place_of(steps: tuple[str | int, ...]) -> str:
    """Return a place in a file in words: ("stages", 0, "says", 1) → "stages 第 1 条 says 第 2 条"."""
    return " ".join(f"第 {step + 1} 条" if isinstance(step, int) else step for step in steps)


def _walk(value: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield steps, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(item, (*steps, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _UNREAD:
                yield from _walk(item, (*steps, str(key)))


def _lines(path: str, value: Any, prefix: str = "") -> Iterator[Line]:
    for steps, text in _walk(value):
        place = f"{prefix}{place_of(steps)}"
        yield Line(path, place, tuple(step for step in steps if isinstance(step, str)), text)


def script_lines(script_id: str, script: dict[str, Any]) -> Iterator[Line]:
    """Yield every readable line of one script."""
    yield from _lines(script_path(script_id), script)


def resident_lines(content: Content) -> Iterator[Line]:
    """Yield every line that a resident may read."""
    for script_id, script in content.scripts.items():
        yield from script_lines(script_id, script)
    for name, items in content.lists.items():
        for item in items:
            yield from _lines(list_path(name), item, prefix=f"{item.get('id')} 的 ")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, with their final mark."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]


def clauses(text: str) -> list[str]:
    """Return the clauses of a text: what stands between two marks."""
    return [part for part in _CLAUSE_END.split(text) if part]
