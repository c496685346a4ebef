"""A CSV of places, read; what is wrong is told by line. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.edge.csv_rows import named_rows
from db.places import Spot

COLUMNS = ("id", "kind", "name", "township", "village")
KINDS = frozenset({"kiosk", "poster", "account"})
ID = re.compile(r"[A-Za-z0-9_\-]{1,40}")
_MOST = {"name": 60, "township": 40, "village": 40}
WRONG = {
    "id": "id: 1 to 40 letters, digits, - or _",
    "twice": "id: stands twice in the file",
    "kind": f"kind: must be one of {', '.join(sorted(KINDS))}",
    "empty": "name: is empty; write what people call the place",
    **{name: f"{name}: at most {most} characters" for name, most in _MOST.items()},
}


@dataclass
class PlacesRead:
    """What came of reading a file: the places, each once, and (line, what is wrong), a key of `WRONG`."""

    spots: list[Spot] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)

    @property
    def bad(self) -> list[str]:
        """Return what is wrong, by line."""
        return [f"line {line}: {WRONG[code]}" for line, code in self.wrong]


def read_places(text: str) -> PlacesRead:
    """Read the places of a file.

    Raises:
        BadFile: it has not the right columns.
    """
    found, seen = PlacesRead(), set[str]()
    for line, given in named_rows(text, COLUMNS):
        wrong = _wrong(given, seen)
        if wrong:
            found.wrong.append((line, wrong))
        else:
            seen.add(given["id"])
            found.spots.append(Spot(**given))
    return found


def _wrong(given: dict[str, str], seen: set[str]) -> str:
    if not ID.fullmatch(given["id"]):
        return "id"
    if given["id"] in seen:
        return "twice"
    if given["kind"] not in KINDS:
        return "kind"
    if not given["name"]:
        return "empty"
    return next((name for name, most in _MOST.items() if len(given[name]) > most), "")
