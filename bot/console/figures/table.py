"""A table as pages, charts and files show it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

TEXT, COUNT, SHARE, RATE = "text", "count", "share", "rate"
Cell = str | int | float | None  # None: there is nothing to say


@dataclass(frozen=True)
class Column:
    """One column; `kind` is text, count, share (0 to 1) or rate (with one decimal)."""

    name: str
    kind: str = TEXT


@dataclass(frozen=True)
class Row:
    """One line; `query` leads to the cases behind it, empty where there are none to show."""

    cells: tuple[Cell, ...]
    query: str = ""

    @property
    def label(self) -> str:
        """Return what the line is about."""
        return str(self.cells[0])


@dataclass(frozen=True)
class Table:
    """A table; `name` stands in addresses and names of files."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def first(self, most: int) -> Table:
        """Return the table with its first lines."""
        return replace(self, rows=self.rows[:most])


def shown(cell: Cell, kind: str) -> str:
    """Return a cell as people read it."""
    if cell is None:
        return "—"
    if isinstance(cell, str):
        return cell
    if kind == SHARE:
        return _percent(float(cell))
    return f"{cell:.1f}" if kind == RATE else f"{cell:,}"


def _percent(share: float) -> str:
    """Return a share; what is there is never rounded to nothing, what is not all never to all."""
    if 0 < share < 0.01:
        return "不到1%"
    if 0.99 < share < 1:
        return "99%以上"
    return f"{share:.0%}"


def share(part: int, whole: int) -> float | None:
    """Return a share, None of nothing."""
    return part / whole if whole else None


def total(rows: Sequence[Row], column: int = 1) -> int:
    """Return the sum of a column of counts."""
    return sum(int(row.cells[column] or 0) for row in rows)
