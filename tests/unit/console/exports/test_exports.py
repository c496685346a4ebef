"""Files for a spreadsheet: what it would run is text, in Excel and in CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from bot.console.exports.csv_file import csv_lines
from bot.console.exports.workbook import write
from bot.console.figures.table import COUNT, RATE, SHARE, Column, Row

COLUMNS = (Column("名称"), Column("件数", COUNT), Column("占比", SHARE), Column("倍数", RATE))
# a place that somebody names like this runs a program, or sends the sheet away, on the clerk's PC
ATTACKS = [
    '=HYPERLINK("http://evil","看")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
]


def book(rows: list[Row]) -> io.BytesIO:
    file = io.BytesIO()
    write(file, [("类型/[1]", COLUMNS, rows)])
    file.seek(0)
    return file


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_a_formula_in_excel(attack: str) -> None:
    cell = load_workbook(book([Row((attack, 1, 0.5, None))])).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.value.replace("\n", "").strip() == attack.strip()
    assert cell.quotePrefix


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_a_formula_in_csv(attack: str) -> None:
    text = "".join(csv_lines(COLUMNS, [Row((attack, 1, 0.5, None))]))
    assert next(csv.reader(io.StringIO(text.split("\r\n", 1)[1], newline="")))[0] == f"'{attack}"


def test_numbers_are_numbers_in_excel_and_control_characters_are_gone() -> None:
    sheet = load_workbook(book([Row(("柳\x00河\x1f镇", -3, 0.125, 2.5)), Row(("空", 0, None, None))])).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["名称", "件数", "占比", "倍数"]
    assert [cell.value for cell in sheet[2]] == ["柳河镇", -3, 0.125, 2.5]
    assert sheet["C2"].number_format == "0.0%"
    assert [cell.value for cell in sheet[3]] == ["空", 0, None, None]
    assert sheet.title == "类型1"


def test_csv_opens_in_chinese_and_keeps_commas_and_quotes() -> None:
    text = "".join(csv_lines(COLUMNS, [Row(('他说"好",', 1234, 0.125, None))]))
    assert text.startswith("\ufeff名称,")
    assert text.endswith('"他说""好"",",1234,12.5%,\r\n')


def test_csv_is_made_line_by_line() -> None:
    def endless() -> Iterator[Row]:
        while True:
            yield Row(("a", 1, 0.5, 1.0))

    lines = csv_lines(COLUMNS, endless())
    assert [next(lines) for _ in range(3)][1:] == ["a,1,50.0%,1.00\r\n"] * 2
