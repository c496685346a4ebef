"""`/today`: a period at a glance; every figure leads to the cases behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.console.charts.bars import Bars, bars
from bot.console.charts.columns import Columns, columns
from bot.console.figures.asked import PERIODS, Asked
from bot.console.figures.names import DIMENSIONS, STAGES
from bot.console.figures.table import Table, share, shown
from bot.console.figures.tables import monday, rising_table, table, trends
from bot.console.pages.today.reading import figures_of, filters, seen_of
from bot.console.render import render
from db.figures import Figures
from db.rising import WEEKS_BEFORE

SHOWN = 8  # lines of each table; the others are a click away
WEEKS = 12
CHARTED = ("type", "stage", "group", "township")


@dataclass(frozen=True)
class Headline:
    """One of the big figures; `query` leads to the cases."""

    name: str
    value: str
    more: str = ""
    query: str = ""


async def get_today(request: web.Request) -> web.Response:
    """Show the period."""
    seen = await seen_of(request)
    asked, names = seen.asked, seen.names
    week, before, weeks = week_of(asked), weeks_before(asked), last_weeks(asked)
    found, new, old, long = await figures_of(request, asked, week, before, weeks)
    tables = {by: table(by, found, asked, names) for by in DIMENSIONS if by not in ("day", "week")}
    by_week = table("week", long, weeks, names)
    return render(
        request,
        "today/today",
        title="今天",
        asked=asked,
        periods=PERIODS,
        filters=filters(seen),
        headlines=headlines(found, asked),
        ended=ended(found),
        tables={by: one.first(SHOWN) for by, one in tables.items()},
        left={by: len(one.rows) - SHOWN for by, one in tables.items()},
        bar_charts={by: chart(one) for by, one in tables.items() if by in CHARTED},
        by_week=by_week,
        week_chart=week_chart(by_week, weeks),
        is_week_over=asked.until.weekday() == 6,
        rising=rising_table(trends(new, old), week, names).first(SHOWN),
        shown=shown,
    )


def week_of(asked: Asked) -> Asked:
    """Return the last seven days of the period."""
    return asked.within(asked.until - timedelta(days=6), asked.until)


def weeks_before(asked: Asked) -> Asked:
    """Return the four weeks before those."""
    first = asked.until - timedelta(days=6 + 7 * WEEKS_BEFORE)
    return asked.within(first, asked.until - timedelta(days=7))


def last_weeks(asked: Asked) -> Asked:
    """Return the weeks of the trend, the last one as far as it went."""
    return asked.within(monday(asked.until) - timedelta(weeks=WEEKS - 1), asked.until)


def headlines(found: Figures, asked: Asked) -> list[Headline]:
    """Return the big figures."""
    stages: Mapping[str, int] = found.by.get("stage", {})
    safe = found.by.get("outcome", {}).get("safe", 0)
    unsure = share(found.unsure, found.matters)
    return [
        Headline("来问的", f"{found.matters:,}", "件", asked.query()),
        *(Headline(STAGES[name], f"{stages.get(name, 0):,}", "件", asked.query(stage=name)) for name in _GRAVE),
        Headline("后来说没转", f"{safe:,}", "件", asked.query(outcome="safe")),
        Headline("助手拿不准", f"{found.unsure:,}", f"件，占 {shown(unsure, 'share')}", asked.query(unsure="1")),
    ]


_GRAVE = ("paid", "about_to_pay")


def ended(found: Figures) -> dict[str, int]:
    """Return what the one question afterwards brought."""
    outcomes = found.by.get("outcome", {})
    answered = sum(number for name, number in outcomes.items() if name)
    return {
        "asked": max(found.asked, answered),
        "answered": answered,
        "safe": outcomes.get("safe", 0),
        "stopped": found.safe_by_stage.get("about_to_pay", 0),
    }


def chart(one: Table) -> Bars:
    """Return the bars of a table's first lines."""
    return bars(one.name, one.title, [(row.label, int(row.cells[1] or 0)) for row in one.rows[:SHOWN]])


def week_chart(one: Table, asked: Asked) -> Columns:
    """Return the columns of the weeks."""
    begins = [asked.since + timedelta(weeks=n) for n in range(len(one.rows))]
    names = [f"{day.month}-{day.day}" for day in begins]
    if asked.until.weekday() < 6:
        names[-1] += "起"  # the week is not over: its column says less than the others
    values = [(name, int(row.cells[1] or 0), int(row.cells[2] or 0)) for name, row in zip(names, one.rows, strict=True)]
    return columns("week", f"最近{WEEKS}周，每周多少件", values, "来问的", STAGES["paid"])
