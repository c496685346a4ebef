"""`/today/cases`: the matters behind a figure, and the masked words of one."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from aiohttp import web

from bot.console.auth.roles import EDITOR, PUBLISHER, is_at_least
from bot.console.figures.asked import Asked
from bot.console.figures.names import DIMENSIONS, DOUBTS, OUTCOMES, STAGES, VERDICTS, Names
from bot.console.forms import PER_PAGE, paging
from bot.console.keys import ENGINE, KNOWLEDGE
from bot.console.pages.today.reading import seen_of
from bot.console.render import render
from bot.console.visit import actor_of, in_transaction
from bot.edge.switch import CHANNELS
from bot.review.hide import for_staff
from db import matters
from db.record_models import Matter

_ID = re.compile(r"[0-9a-f]{32}")
_WORDS: dict[str, Any] = {
    "stages": STAGES,
    "verdicts": VERDICTS,
    "outcomes": OUTCOMES,
    "doubts": DOUBTS,
    "channels": CHANNELS,
}


async def get_cases(request: web.Request) -> web.Response:
    """List one page of them; no words stand here, so everybody may see it."""
    seen = await seen_of(request)
    number = request.query.get("page", "")
    engine, where = request.app[ENGINE], seen.asked.where()
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    found = await asyncio.to_thread(matters.matters, engine, where, wanted, PER_PAGE)
    page = paging(number, found.total)
    if page.number != max(wanted, 1):  # behind the last page
        found = await asyncio.to_thread(matters.matters, engine, where, page.number, PER_PAGE)
    return render(
        request,
        "today/cases",
        title="背后的案件",
        asked=seen.asked,
        narrowed=narrowed_words(seen.asked, seen.names),
        rows=found.rows,
        paging=page,
        names=seen.names,
        may_read=is_at_least(actor_of(request).role, EDITOR),
        may_export=is_at_least(actor_of(request).role, PUBLISHER),
        **_WORDS,
    )


def narrowed_words(asked: Asked, names: Names) -> str:
    """Return what the cases have in common, as people say it."""
    said = [f"{DIMENSIONS[name]}：{names.of(name, value)}" for name, value in asked.narrow.items()]
    return "；".join([asked.words, *said, *(["助手拿不准的"] if asked.unsure else [])])


async def get_case(request: web.Request) -> web.Response:
    """Show the masked words of one; there is no way from here to the person."""
    matter = request.match_info["id"]
    if not _ID.fullmatch(matter):
        raise web.HTTPNotFound
    row = await in_transaction(request, lambda session: session.get(Matter, matter))
    if row is None:
        raise web.HTTPNotFound
    seen = await seen_of(request)
    messages = await asyncio.to_thread(matters.messages_of, request.app[ENGINE], matter)
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    return render(
        request,
        "today/case",
        title="一件案件",
        row=matters.matter_row(row),
        messages=messages,
        hide=lambda text: for_staff(text, knowledge.hotlines),
        signals={name: signal.name for name, signal in knowledge.signals.items()},
        names=seen.names,
        back=f"/today/cases?{seen.asked.query()}",
        **_WORDS,
    )
