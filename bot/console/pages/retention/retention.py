"""`/retention`: what is kept how long, how much there is, and whether the purge keeps up."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from bot.console.keys import SETTINGS
from bot.console.pages.retention.kept import OTHERS, residents
from bot.console.render import render
from bot.console.visit import in_transaction, now_of
from db import table_counts


async def get_retention(request: web.Request) -> web.Response:
    """Show it."""
    settings = request.app[SETTINGS]
    words, rows = timedelta(days=float(settings.text_days)), timedelta(days=float(settings.row_days))
    counts = await in_transaction(request, table_counts.counts, now_of(request), words, rows)
    return render(
        request,
        "retention/retention",
        title="数据保留",
        kept=[(one, counts[one.table]) for one in residents(settings)],
        overdue=sum(count.overdue for count in counts.values()),
        others={name: sum(counts[table].rows for table in tables) for name, tables in OTHERS.items()},
        grace=int(table_counts.GRACE.total_seconds()) // 60,
    )
