"""`/today/bulletin`: the weekly bulletin, seen before it is downloaded."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth.roles import EDITOR, PUBLISHER, is_at_least
from bot.console.bulletin.content import Bulletin, Counted, bulletin
from bot.console.bulletin.document import write
from bot.console.bulletin.effect import effect
from bot.console.bulletin.note import LONGEST, cleaned, problem
from bot.console.bulletin.weeks import Weeks, named, offered, weeks
from bot.console.exports.sending import DOCX, send_file
from bot.console.figures.table import shown
from bot.console.forms import fields
from bot.console.keys import KNOWLEDGE
from bot.console.pages.today.reading import figures_of, seen_of
from bot.console.render import CHINA, render
from bot.console.visit import actor_of, in_transaction, now_of
from db.audit import record
from db.taking_part import Took, took_part


async def get_bulletin(request: web.Request) -> web.Response:
    """Show the bulletin of a week, the last whole one unless another is named."""
    return await _preview(request, request.query.get("week", ""), "")


async def post_bulletin(request: web.Request) -> web.Response:
    """Show it with what staff add; nothing is kept."""
    form = await fields(request, week=10, note=4 * LONGEST)
    return await _preview(request, form["week"], form["note"])


async def post_word(request: web.Request) -> web.StreamResponse:
    """Send it as a Word file; who took which week is on record."""
    form = await fields(request, week=10, note=4 * LONGEST)
    chosen, what, wrong = await _made(request, form["week"], form["note"])
    if wrong:
        return await _preview(request, form["week"], form["note"])
    name = f"反诈周报_{chosen.this.since}_{chosen.this.until}.docx"
    await in_transaction(request, record, actor_of(request), "bulletin.export", name)
    today = now_of(request).astimezone(CHINA).date()
    return await send_file(request, name, DOCX, partial(write, what=what, made=today))


async def _preview(request: web.Request, week: str, note: str) -> web.Response:
    chosen, what, wrong = await _made(request, week, note)
    role = actor_of(request).role
    today = now_of(request).astimezone(CHINA).date()
    options = [(day.isoformat(), named(day)) for day in offered(today)]
    return render(
        request,
        "today/bulletin",
        status=422 if wrong else 200,
        title="周报",
        what=what,
        week=chosen.key,
        options=options,
        note=note,
        error=wrong,
        shown=shown,
        longest=LONGEST,
        may_add=is_at_least(role, EDITOR),
        may_download=is_at_least(role, PUBLISHER),
    )


async def _made(request: web.Request, week: str, note: str) -> tuple[Weeks, Bulletin, str]:
    """Return the bulletin and what is wrong with the note; a wrong note does not stand in it."""
    seen = await seen_of(request)
    chosen = weeks(week, now_of(request).astimezone(CHINA).date())
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    paid = replace(chosen.this, narrow={"stage": "paid"})
    found = Counted(*await figures_of(request, chosen.this, chosen.last, chosen.four, paid))
    now, before = await in_transaction(request, _publicity, chosen)
    works = effect(now, before, found.this, seen.names)
    note = cleaned(note)
    wrong = problem(note, knowledge.hotlines)
    return chosen, bulletin(chosen, found, seen.names, knowledge, "" if wrong else note, works), wrong


def _publicity(session: Session, chosen: Weeks) -> tuple[list[Took], list[Took]]:
    this, last = chosen.this, chosen.last
    return took_part(session, this.since, this.until), took_part(session, last.since, last.until)
