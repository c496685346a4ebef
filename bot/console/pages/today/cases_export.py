"""`/today/cases/export/{format}`: the matters behind a figure as a file, without anybody's words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from aiohttp import web

from bot.console.exports.csv_file import csv_lines
from bot.console.exports.sending import XLSX, send_file, send_lines
from bot.console.exports.workbook import write
from bot.console.figures.names import DOUBTS, OUTCOMES, STAGES, VERDICTS, Names
from bot.console.figures.table import COUNT, Column, Row
from bot.console.keys import ENGINE
from bot.console.pages.today.reading import Seen, seen_of
from bot.console.visit import actor_of, in_transaction
from db.audit import record
from db.matter_stream import stream
from db.matters import MatterRow

COLUMNS = (
    *(
        Column(name)
        for name in ("日期", "类型", "走到哪一步", "判断", "人群", "渠道", "地点", "后来怎样", "为什么要看")
    ),
    Column("说了几句", COUNT),
)


async def get_export(request: web.Request) -> web.StreamResponse:
    """Send it as Excel or CSV; who took what is on record."""
    seen, kind = await seen_of(request), request.match_info["format"]
    if kind not in ("xlsx", "csv"):
        raise web.HTTPNotFound
    name = f"反诈案件_{seen.asked.since}_{seen.asked.until}.{kind}"
    await in_transaction(request, record, actor_of(request), "figures.export", name)
    rows = _rows(request, seen)
    if kind == "csv":
        return await send_lines(request, name, csv_lines(COLUMNS, rows))
    return await send_file(request, name, XLSX, partial(write, sheets=[("案件", COLUMNS, rows)]))


def _rows(request: web.Request, seen: Seen) -> Iterator[Row]:
    return (case_row(one, seen.names) for one in stream(request.app[ENGINE], seen.asked.where()))


def case_row(one: MatterRow, names: Names) -> Row:
    """Return a matter as a line; the day only, and no pseudonym: nothing in the file leads back into the console."""
    return Row(
        (
            one.day,
            names.of("type", one.type),
            STAGES.get(one.stage, one.stage),
            VERDICTS.get(one.verdict, one.verdict),
            names.of("group", one.group),
            names.of("channel", one.channel),
            names.of("place", one.place) if one.place else "",
            OUTCOMES.get(one.outcome, one.outcome),
            DOUBTS.get(one.doubt, one.doubt),
            one.messages,
        )
    )
