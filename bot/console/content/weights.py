"""How often a signal is met, as plain choices; a finer number that stands already stays as it is."""

from __future__ import annotations

LEVELS = ((0.95, "几乎回回有"), (0.75, "常见"), (0.5, "一半有"), (0.3, "偶尔"), (0.12, "少见"))
NONE = ("", "没有")


def word_of(weight: float) -> str:
    """Return the choice that is nearest."""
    return min(LEVELS, key=lambda level: abs(level[0] - weight))[1]


def options(weight: float | None) -> list[tuple[str, str]]:
    """Return (value, label) of a choice; the nearest label carries the number that stands already."""
    kept = word_of(weight) if weight is not None else ""
    return [NONE, *((f"{weight if label == kept else value:g}", label) for value, label in LEVELS)]


def weight_of(value: str) -> float | None:
    """Return what was chosen, None for "none" and for what no choice offers."""
    try:
        weight = float(value)
    except ValueError:
        return None
    return round(weight, 4) if 0 < weight <= 1 else None
