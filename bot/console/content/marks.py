"""Two texts side by side with what went and what came marked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, NEW, OTHER = "same", "gone", "new", "other"
LONGEST = 3000  # beyond it the whole text counts as replaced: comparing takes the square of it
_LEAST = 2  # a single character left standing between two changes only makes them hard to read


@dataclass(frozen=True)
class Part:
    """A piece of text: same, gone or new; other where neither text is the older."""

    kind: str
    text: str


def marked(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Return the pieces of the older and of the newer text."""
    if before == after or max(len(before), len(after)) > LONGEST:
        same = before == after
        return _whole(before, SAME if same else GONE), _whole(after, SAME if same else NEW)
    left: list[Part] = []
    right: list[Part] = []
    for tag, i, j, k, m in _steps(before, after):
        if tag == "equal":
            _add(left, SAME, before[i:j])
            _add(right, SAME, after[k:m])
        else:
            _add(left, GONE, before[i:j])
            _add(right, NEW, after[k:m])
    return left, right


def unlike(one: str, other: str) -> tuple[list[Part], list[Part]]:
    """Return the pieces of two texts of which neither is the older, with what is unlike marked."""
    left, right = marked(one, other)
    return _as_other(left), _as_other(right)


def _as_other(parts: list[Part]) -> list[Part]:
    return [part if part.kind == SAME else Part(OTHER, part.text) for part in parts]


def _steps(before: str, after: str) -> list[tuple[str, int, int, int, int]]:
    steps = []
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (tag, i, j, k, m) in enumerate(opcodes):
        is_between = 0 < place < len(opcodes) - 1
        tag = "replace" if tag == "equal" and j - i < _LEAST and is_between else tag
        steps.append((str(tag), i, j, k, m))
    return steps


def _whole(text: str, kind: str) -> list[Part]:
    return [Part(kind, text)] if text else []


def _add(parts: list[Part], kind: str, text: str) -> None:
    if not text:
        return
    if parts and parts[-1].kind == kind:
        parts[-1] = Part(kind, parts[-1].text + text)
    else:
        parts.append(Part(kind, text))
