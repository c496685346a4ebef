"""`/review`: what waits for a decision, without any words; and the next one to whoever asks."""

from __future__ import annotations

import asyncio
from datetime import datetime

from aiohttp import web
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.console.auth.roles import EDITOR, is_at_least
from bot.console.forms import PER_PAGE, Paging, fields, paging
from bot.console.keys import ENGINE, KNOWLEDGE
from bot.console.pages.review.names import DOUBTS, OUTCOMES
from bot.console.pages.review.taking import held_by, take_next
from bot.console.render import render, see_other
from bot.console.type_search import name_of
from bot.console.visit import actor_of, in_transaction, now_of
from db import review_undo, reviews
from db.record_models import Review
from db.reviews import Waiting

_LATEST = 10


async def get_review(request: web.Request) -> web.Response:
    """Show how much waits and why, and who has what."""
    asked = request.query.get("doubt", "")
    doubt = asked if asked in DOUBTS else ""
    now, engine = now_of(request), request.app[ENGINE]
    waiting, page, counts = await asyncio.to_thread(_read, engine, now, doubt, request.query.get("page", ""))
    decided, total = await in_transaction(request, _decided)
    scripts = (await asyncio.to_thread(request.app[KNOWLEDGE].current)).scripts
    me = actor_of(request)
    return render(
        request,
        "review/queue",
        title="审核",
        waiting=waiting,
        paging=page,
        query=f"doubt={doubt}&" if doubt else "",
        doubt=doubt,
        counts=counts,
        doubts=DOUBTS,
        outcomes=OUTCOMES,
        decided=decided,
        decided_total=total,
        mine=await asyncio.to_thread(held_by, engine, me.name, now),
        may_decide=is_at_least(me.role, EDITOR),
        type_name=lambda type_id: name_of(scripts, type_id),
    )


def _read(engine: Engine, now: datetime, doubt: str, number: str) -> tuple[list[Waiting], Paging, dict[str, int]]:
    counts = {each: reviews.queue(engine, now, each, 1, 1)[1] for each in DOUBTS}
    page = paging(number, counts[doubt] if doubt else sum(counts.values()))
    return reviews.queue(engine, now, doubt, page.number, PER_PAGE)[0], page, counts


def _decided(session: Session) -> tuple[list[Review], int]:
    return review_undo.latest(session, _LATEST), review_undo.decided_count(session)


async def post_next(request: web.Request) -> web.Response:
    """Hand out the matter that waits longest."""
    doubt = (await fields(request, doubt=12))["doubt"]
    doubt = doubt if doubt in DOUBTS else ""
    officer, now = actor_of(request).name, now_of(request)
    matter = await asyncio.to_thread(take_next, request.app[ENGINE], officer, now, doubt)
    if not matter:
        return see_other(request, "/review", "现在没有等着审的，或者都有同事在看。")
    return see_other(request, f"/review/matters/{matter}")
