"""A list as the police write it, made into what the reader takes: names of types instead of ids. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from bot.console.type_search import named
from db.knowledge import ScriptWords

HEADS = {"号码": "number", "手机号": "number", "类型": "type", "日期": "due", "回访日期": "due"}
SHOWN_HEADS = ("号码", "类型", "日期")
_DAY = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def with_ids(text: str, scripts: Mapping[str, ScriptWords]) -> str:
    """Return the CSV with ids in place of names, and days as 2026-12-01; what is unclear stays and is refused."""
    rows = csv.reader(io.StringIO(text, newline=""))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    try:
        heads = next(rows, [])
        writer.writerow(heads)
        for row in rows:
            writer.writerow([_cell(head, value.strip(), scripts) for head, value in zip(heads, row, strict=False)])
    except csv.Error:  # the reader of the list says where
        return text
    return out.getvalue()


def _cell(head: str, value: str, scripts: Mapping[str, ScriptWords]) -> str:
    if head == "type" and value:
        found = named(scripts, value)
        return found[0] if len(found) == 1 else value
    if head == "due" and (day := _DAY.fullmatch(value)):
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    return value
