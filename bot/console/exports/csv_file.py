"""A table as CSV that Excel opens in Chinese by a double click. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from bot.console.exports.harmless import for_csv
from bot.console.figures.table import COUNT, RATE, SHARE, Cell, Column, Row, shown

BOM = "\ufeff"


def csv_lines(columns: Iterable[Column], rows: Iterable[Row]) -> Iterator[str]:
    """Return the lines of the file one by one, so that a long one is never held whole."""
    heads = tuple(columns)
    kinds = [column.kind for column in heads]
    yield BOM + _line(for_csv(column.name) for column in heads)
    for row in rows:
        yield _line(_text(cell, kind) for cell, kind in zip(row.cells, kinds, strict=True))


def _text(cell: Cell, kind: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return for_csv(cell)
    return {COUNT: str(cell), SHARE: f"{cell:.1%}", RATE: f"{cell:.2f}"}.get(kind) or shown(cell, kind)


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()
