"""`/today/table/{by}`: one table whole, and as a file."""

from __future__ import annotations

from functools import partial

from aiohttp import web

from bot.console.auth.roles import PUBLISHER, is_at_least
from bot.console.exports.csv_file import csv_lines
from bot.console.exports.sending import XLSX, send_file, send_lines
from bot.console.exports.workbook import write
from bot.console.figures.table import Table, shown
from bot.console.figures.tables import RISING, TABLES, rising_table, table, trends
from bot.console.pages.today.reading import Seen, figures_of, seen_of
from bot.console.pages.today.today import week_of, weeks_before
from bot.console.render import render
from bot.console.visit import actor_of, in_transaction
from db.audit import record

ALL = "all"


async def get_table(request: web.Request) -> web.Response:
    """Show it."""
    seen, by = await seen_of(request), _by(request)
    one = await _table(request, seen, by)
    may_export = is_at_least(actor_of(request).role, PUBLISHER)
    return render(
        request, "today/table", title=one.title, table=one, asked=seen.asked, shown=shown, may_export=may_export
    )


async def get_export(request: web.Request) -> web.StreamResponse:
    """Send it as Excel or CSV; who took what is on record."""
    seen, kind = await seen_of(request), request.match_info["format"]
    everything = request.match_info["by"] == ALL
    if kind not in ("xlsx", "csv") or (everything and kind == "csv"):
        raise web.HTTPNotFound
    wanted = list(TABLES) if everything else [_by(request)]
    tables = [await _table(request, seen, by) for by in wanted]
    name = f"反诈{'全部数字' if everything else tables[0].title}_{seen.asked.since}_{seen.asked.until}.{kind}"
    await in_transaction(request, record, actor_of(request), "figures.export", name)
    if kind == "csv":
        return await send_lines(request, name, csv_lines(tables[0].columns, tables[0].rows))
    sheets = [(one.title, one.columns, one.rows) for one in tables]
    return await send_file(request, name, XLSX, partial(write, sheets=sheets))


def _by(request: web.Request) -> str:
    by = request.match_info["by"]
    if by not in TABLES:
        raise web.HTTPNotFound
    return by


async def _table(request: web.Request, seen: Seen, by: str) -> Table:
    if by == RISING:
        week = week_of(seen.asked)
        new, old = await figures_of(request, week, weeks_before(seen.asked))
        return rising_table(trends(new, old), week, seen.names)
    (found,) = await figures_of(request, seen.asked)
    return table(by, found, seen.asked, seen.names)
