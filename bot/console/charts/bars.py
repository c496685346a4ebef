"""Lying bars: how many of each, the names to the left. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, NAME, VALUE = 480, 200, 60  # what the names and the numbers take of the width
STEP, THICK = 34, 20
LONGEST_NAME = 12


@dataclass(frozen=True)
class Bar:
    """One bar with its name and its number."""

    name: str
    value: int
    y: float
    length: float
    middle: float


@dataclass(frozen=True)
class Bars:
    """A chart; `told` says the same in words, for who cannot see it."""

    id: str
    title: str
    told: str
    bars: tuple[Bar, ...]
    width: int
    height: int
    name_end: int
    thick: int


def bars(chart_id: str, title: str, values: Sequence[tuple[str, int]]) -> Bars:
    """Return a chart of names with their numbers, in the order given."""
    most = max((value for _, value in values), default=0) or 1
    room = WIDTH - NAME - VALUE
    placed = tuple(
        Bar(_short(name), value, STEP * n + (STEP - THICK) / 2, round(room * value / most, 1), STEP * n + STEP / 2)
        for n, (name, value) in enumerate(values)
    )
    told = "；".join(f"{name} {value} 件" for name, value in values)
    return Bars(chart_id, title, told, placed, WIDTH, STEP * len(placed), NAME - 10, THICK)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
