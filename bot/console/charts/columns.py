"""Standing columns over time, a part of each hatched: told apart without colour. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 240
TOP, BOTTOM = 26, 30
MOST_NAMES = 12


@dataclass(frozen=True)
class Step:
    """One column: `top` and `height` of the whole, `part_top` and `part_height` of the hatched part."""

    name: str
    value: int
    x: float
    width: float
    middle: float
    top: float
    height: float
    part: int
    part_top: float
    part_height: float


@dataclass(frozen=True)
class Columns:
    """A chart; `told` says the same in words, for who cannot see it."""

    id: str
    title: str
    told: str
    whole_name: str
    part_name: str
    steps: tuple[Step, ...]
    width: int
    height: int
    floor: int


def columns(
    chart_id: str, title: str, values: Sequence[tuple[str, int, int]], whole_name: str, part_name: str
) -> Columns:
    """Return a chart.

    Args:
        chart_id: unique on the page.
        title: what it shows.
        values: name, whole and part of each column, the oldest first.
        whole_name: what the whole is.
        part_name: what the hatched part is.
    """
    most = max((whole for _, whole, _ in values), default=0) or 1
    floor, each = HEIGHT - BOTTOM, WIDTH / max(1, len(values))
    width, every = min(each * 0.7, 64), -(-len(values) // MOST_NAMES) or 1
    steps = []
    for n, (name, whole, part) in enumerate(values):
        high, low = (round((floor - TOP) * one / most, 1) for one in (whole, part))
        left, shown = each * n + (each - width) / 2, n % every == 0
        steps.append(
            Step(
                name if shown else "",
                whole,
                round(left, 1),
                round(width, 1),
                round(left + width / 2, 1),
                round(floor - high, 1),
                high,
                part,
                round(floor - low, 1),
                low,
            )
        )
    told = "；".join(f"{name} {whole_name} {whole} 件，{part_name} {part} 件" for name, whole, part in values)
    return Columns(chart_id, title, told, whole_name, part_name, tuple(steps), WIDTH, HEIGHT, floor)
