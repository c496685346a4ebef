"""Tables as an Excel workbook, written row by row: a long table takes no more memory than a short one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.console.exports.harmless import clean, is_formula
from bot.console.figures.table import RATE, SHARE, Cell, Column, Row

Sheet = tuple[str, tuple[Column, ...], Iterable[Row]]
_FORMATS = {SHARE: "0.0%", RATE: "0.0"}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_WIDE, _NARROW = 26, 14


def write(target: IO[bytes], sheets: Iterable[Sheet]) -> None:
    """Write a workbook.

    Args:
        target: an open binary file.
        sheets: title, columns and rows of each sheet.
    """
    book = Workbook(write_only=True)
    for title, columns, rows in sheets:
        sheet = book.create_sheet(_NOT_IN_NAMES.sub("", clean(title))[:31] or "表")
        for n, column in enumerate(columns):
            sheet.column_dimensions[chr(ord("A") + n)].width = _NARROW if column.kind != "text" else _WIDE
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, column.name, "text", bold=True) for column in columns])
        for row in rows:
            sheet.append([_cell(sheet, cell, at.kind) for cell, at in zip(row.cells, columns, strict=True)])
    book.save(target)


def _cell(sheet: WriteOnlyWorksheet, value: Cell, kind: str, bold: bool = False) -> Any:
    """Return a value as it is written; a plain one goes as it is, which takes a fifth of the time."""
    value = clean(value) if isinstance(value, str) else value
    runs = isinstance(value, str) and is_formula(value)
    if not (runs or bold or kind in _FORMATS):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    if runs:
        cell.data_type = "s"  # openpyxl takes what begins with "=" for a formula
        cell.quotePrefix = True  # and Excel would, as soon as somebody edits the cell
    if kind in _FORMATS and not isinstance(value, str):
        cell.number_format = _FORMATS[kind]
    if bold:
        cell.font = Font(bold=True)
    return cell
