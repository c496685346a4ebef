"""A chart of what a release does better and worse: places of dots and labels. Pure; the template draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROW, TOP, LEFT, WIDTH, RIGHT = 30, 34, 210, 400, 110
MOST = 20


@dataclass(frozen=True)
class Row:
    """One type.

    Attributes:
        name: of the type.
        y: middle of the row.
        before: place of the ring.
        after: place of the dot.
        told: what it says in words: "80% → 90%，好了 1 句".
        is_better: whether it gained.
    """

    name: str
    y: int
    before: float
    after: float
    told: str
    is_better: bool


@dataclass(frozen=True)
class Chart:
    """The whole drawing."""

    rows: tuple[Row, ...]
    width: int
    height: int
    ticks: tuple[tuple[float, str], ...]
    left_out: int


def place(share: float) -> float:
    """Return where a share from 0 to 1 lies."""
    return round(LEFT + WIDTH * share, 1)


def chart(types: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Chart:
    """Return the drawing of the types that changed most, the losses first.

    Args:
        types: [{type, before, after, better, worse}].
        names: of the types.
    """
    changed = (one for one in types if one["before"] != one["after"])
    moved = sorted(changed, key=lambda one: one["after"] - one["before"])
    shown = moved if len(moved) <= MOST else [*moved[: MOST // 2], *moved[-MOST // 2 :]]
    rows = tuple(_row(one, number, names) for number, one in enumerate(shown))
    ticks = tuple((place(share), f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1))
    return Chart(rows, LEFT + WIDTH + RIGHT, TOP + ROW * len(rows) + 8, ticks, len(moved) - len(shown))


def _row(one: Mapping[str, Any], number: int, names: Mapping[str, str]) -> Row:
    is_better = one["after"] > one["before"]
    count = abs(len(one["better"]) - len(one["worse"]))
    told = f"{'▲ 多对' if is_better else '▼ 少对'} {count} 句"
    name = names.get(one["type"], one["type"])
    y = TOP + ROW * number + ROW // 2
    return Row(name, y, place(one["before"]), place(one["after"]), told, is_better)
