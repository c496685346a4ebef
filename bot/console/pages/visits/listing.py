"""`/visits`: who is due, by date; taken by one officer each."""

from __future__ import annotations

import asyncio
from datetime import datetime

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth.roles import EDITOR, PUBLISHER, is_at_least
from bot.console.forms import PER_PAGE, Paging, number_of, paging
from bot.console.keys import KNOWLEDGE
from bot.console.pages.visits.names import SOURCES
from bot.console.render import render, see_other
from bot.console.type_search import name_of
from bot.console.visit import actor_of, in_transaction, now_of
from db import visit_lists, visits
from db.audit import Actor, record
from db.joined import joined
from db.record_models import Visit
from db.visit_lists import Counts
from db.visits import Row

_LATER = 20
TAKEN = "这一位刚被同事接走，或者还没到日子。"


async def get_visits(request: web.Request) -> web.Response:
    """List who is due."""
    me, now = actor_of(request), now_of(request)
    scripts = (await asyncio.to_thread(request.app[KNOWLEDGE].current)).scripts
    counts, rows, page, later, mine = await in_transaction(request, _read, me.name, now, request.query.get("page", ""))
    return render(
        request,
        "visits/list",
        title="回访",
        counts=counts,
        rows=rows,
        paging=page,
        later=later,
        mine=mine,
        sources=SOURCES,
        type_name=lambda type_id: name_of(scripts, type_id) if type_id else "没写",
        may_visit=is_at_least(me.role, EDITOR),
        may_import=is_at_least(me.role, PUBLISHER),
    )


def _read(
    session: Session, officer: str, now: datetime, number: str
) -> tuple[Counts, list[Row], Paging, list[Visit], list[int]]:
    counts = visit_lists.counts(session, now)
    page = paging(number, counts.due)
    rows = visits.due(joined(session), now, page.number, PER_PAGE)[0]
    return counts, rows, page, visit_lists.later(session, now, _LATER), visit_lists.held_by(session, officer, now)


async def post_claim(request: web.Request) -> web.Response:
    """Take one for half an hour."""
    visit = number_of(request)
    took = await in_transaction(request, _claim, actor_of(request), visit)
    return see_other(request, f"/visits/{visit}" if took else "/visits", "" if took else TAKEN)


def _claim(session: Session, actor: Actor, visit: int) -> bool:
    if not visit_lists.may_call(session, visit, actor.at):
        return False
    if not visits.claim(joined(session), visit, actor.name, actor.at):
        return False
    record(session, actor, "visit.claim", f"回访 {visit} 号")
    return True


async def post_give_back(request: web.Request) -> web.Response:
    """Give it back; a colleague may take it."""
    await in_transaction(request, visit_lists.give_back, number_of(request), actor_of(request).name)
    return see_other(request, "/visits", "放回去了，同事可以接着打。")
