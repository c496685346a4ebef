"""`/effect`: what publicity does, as far as it can be counted, by township, place and group, and as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth.roles import EDITOR, PUBLISHER, is_at_least
from bot.console.effect.later import Window, later_table, window
from bot.console.effect.period import PERIODS, Period, period_of
from bot.console.effect.publicity import Sum, all_of, by, pair_table, publicity_table, whole_table
from bot.console.effect.said import Portion
from bot.console.exports.csv_file import csv_lines
from bot.console.exports.sending import XLSX, send_file, send_lines
from bot.console.exports.workbook import write
from bot.console.figures.names import Names
from bot.console.figures.table import Table, shown
from bot.console.pages.today.reading import figures_of, seen_of
from bot.console.render import CHINA, render
from bot.console.visit import actor_of, in_transaction, now_of
from db.audit import record
from db.drills import FEWEST
from db.taking_part import Told, Took, counted_since, first_days, told, took_part

ALL = "all"


@dataclass(frozen=True)
class Read:
    """What the database says of a period."""

    now: list[Took]
    before: list[Took]
    windows: Mapping[str, Window]
    told: list[Told]


def _read(session: Session, period: Period, today: date) -> Read:
    earliest = counted_since(session)
    found = first_days(session).items()
    windows = {township: window(first, period.weeks, earliest, today) for township, first in found}
    compared = [one for one in windows.values() if one.weeks]
    since, until = (
        (min(one.begin for one in compared), max(one.end for one in compared)) if compared else (today, today)
    )
    return Read(
        took_part(session, period.now.since, period.now.until),
        took_part(session, period.before.since, period.before.until),
        windows,
        told(session, since, until),
    )


def tables_of(read: Read, period: Period, names: Names) -> dict[str, Table]:
    """Return every table by its name. Pure."""
    since = period.before_words
    made = [whole_table(all_of(read.now), all_of(read.before), since)]
    made += [publicity_table(one, read.now, read.before, names, since) for one in ("township", "place", "group")]
    made.append(later_table(read.windows, read.told))
    return {one.name: one for one in made}


async def get_effect(request: web.Request) -> web.Response:
    """Show the page."""
    period, read, names = await _seen(request)
    townships = sorted(key for key in by("township", read.now) if key)
    role = actor_of(request).role
    return render(
        request,
        "posters/effect",
        title="宣传效果",
        period=period,
        periods=PERIODS,
        tables=tables_of(read, period, names),
        is_empty=not all_of(read.now).any,
        fewest=FEWEST,
        townships=[(one, one) for one in townships],
        chosen=[request.query.get(name, "") for name in ("a", "b")],
        pair=await _pair(request, period, read, townships),
        shown=shown,
        may_order=is_at_least(role, EDITOR),
        may_export=is_at_least(role, PUBLISHER),
    )


async def _pair(request: web.Request, period: Period, read: Read, townships: list[str]) -> Table | None:
    """Return the two townships that were chosen beside each other."""
    one, other = request.query.get("a", ""), request.query.get("b", "")
    if one == other or not {one, other} <= set(townships):
        return None
    paid = replace(period.now, narrow={"stage": "paid"})
    asked, lost = (found.by.get("township", {}) for found in await figures_of(request, period.now, paid))
    sums = by("township", read.now)
    portions = [Portion(lost.get(name, 0), asked.get(name, 0)) for name in (one, other)]
    return pair_table((one, other), (sums.get(one, Sum()), sums.get(other, Sum())), (portions[0], portions[1]))


async def get_export(request: web.Request) -> web.StreamResponse:
    """Send one table, or all in one workbook; who took what is on record."""
    period, read, names = await _seen(request)
    tables, wanted, kind = tables_of(read, period, names), request.match_info["table"], request.match_info["format"]
    if wanted not in (*tables, ALL) or kind not in ("xlsx", "csv") or (wanted == ALL and kind == "csv"):
        raise web.HTTPNotFound
    chosen = list(tables.values()) if wanted == ALL else [tables[wanted]]
    title = "" if wanted == ALL else f"_{chosen[0].title}"
    name = f"宣传效果{title}_{period.now.since}_{period.now.until}.{kind}"
    await in_transaction(request, record, actor_of(request), "figures.export", name)
    if kind == "csv":
        return await send_lines(request, name, csv_lines(chosen[0].columns, chosen[0].rows))
    sheets = [(one.title, one.columns, one.rows) for one in chosen]
    return await send_file(request, name, XLSX, partial(write, sheets=sheets))


async def _seen(request: web.Request) -> tuple[Period, Read, Names]:
    today = now_of(request).astimezone(CHINA).date()
    period = period_of(request.query.get("weeks", ""), today)
    seen = await seen_of(request)
    return period, await in_transaction(request, _read, period, today), seen.names
