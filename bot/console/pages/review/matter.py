"""`/review/matters/{matter}`: one matter, taken for a quarter of an hour and decided."""

from __future__ import annotations

import asyncio

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.forms import fields
from bot.console.keys import ENGINE, KNOWLEDGE
from bot.console.pages.review.deciding import CONFIRM, Decision, decision
from bot.console.pages.review.names import DOUBTS, OUTCOMES, STAGES, VERDICTS
from bot.console.pages.review.reading import Seen, read_matter
from bot.console.render import render, see_other
from bot.console.type_search import name_of
from bot.console.visit import actor_of, in_transaction, now_of
from bot.edge.switch import CHANNELS
from db import review_undo, reviews
from db.audit import Actor, record
from db.joined import joined
from db.knowledge import Knowledge
from db.reviews import NotYours

TAKEN = "这一件刚被同事拿走，或者已经定好了。"
RAN_OUT = "没有记下：这一件不在您手里了（超过 15 分钟，或同事在看）。请再点“我来看这件”。"


async def read(request: web.Request) -> tuple[Seen, Knowledge]:
    """Return the matter that the path names, and the words.

    Raises:
        HTTPNotFound: it is none, or it was deleted meanwhile.
    """
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    name, now = request.match_info["matter"], now_of(request)
    seen = await asyncio.to_thread(read_matter, request.app[ENGINE], knowledge, name, now)
    if seen is None:
        raise web.HTTPNotFound
    return seen, knowledge


async def get_matter(request: web.Request) -> web.Response:
    """Show it."""
    seen, knowledge = await read(request)
    return _page(request, seen, knowledge, {"choice": "", "name": ""}, {})


def _page(
    request: web.Request, seen: Seen, knowledge: Knowledge, form: dict[str, str], errors: dict[str, str]
) -> web.Response:
    return render(
        request,
        "review/matter",
        status=422 if errors else 200,
        title="审核一件",
        seen=seen,
        is_mine=seen.officer == actor_of(request).name,
        form=form,
        errors=errors,
        confirm=CONFIRM,
        doubts=DOUBTS,
        verdicts=VERDICTS,
        stages=STAGES,
        outcomes=OUTCOMES,
        channels=CHANNELS,
        groups={name: str(group["name"]) for name, group in knowledge.groups.items()},
        type_name=lambda type_id: name_of(knowledge.scripts, type_id),
        types=[one.name for one in knowledge.scripts.values()],
    )


async def post_claim(request: web.Request) -> web.Response:
    """Take it, or take it longer."""
    matter, officer = request.match_info["matter"], actor_of(request).name
    took = await asyncio.to_thread(reviews.claim, request.app[ENGINE], matter, officer, now_of(request))
    return see_other(request, f"/review/matters/{matter}", "" if took else TAKEN)


async def post_release(request: web.Request) -> web.Response:
    """Give it back undecided."""
    matter, officer = request.match_info["matter"], actor_of(request).name
    await asyncio.to_thread(reviews.release, request.app[ENGINE], matter, officer)
    return see_other(request, "/review", "放回去了，同事可以接着看。")


async def post_decide(request: web.Request) -> web.Response:
    """Record what it is."""
    form = await fields(request, choice=60, name=60)
    seen, knowledge = await read(request)
    made = decision(form["choice"], form["name"], seen.matter.type, knowledge.scripts)
    if made.outcome == "confirmed" and not seen.matter.type:
        made = Decision(field="choice", wrong="助手没有认出类型，没法说它认对了。请选一种，或选“普通事”“用不上”。")
    if made.wrong:
        return _page(request, seen, knowledge, form, {made.field: made.wrong})
    own = f"/review/matters/{seen.matter.id}"
    try:
        done = await in_transaction(request, _decide, actor_of(request), seen.matter.id, made)
    except NotYours:  # taken in this very moment
        done = False
    return see_other(request, own, "记下了。" if done else RAN_OUT)


def _decide(session: Session, actor: Actor, matter: str, made: Decision) -> bool:
    if not review_undo.holds(session, matter, actor.name, actor.at):
        return False
    reviews.decide(joined(session), matter, actor.name, made.outcome, actor.at, made.type)
    record(session, actor, "review.decide", matter, {"outcome": OUTCOMES[made.outcome], "type": made.type})
    return True


async def post_take_back(request: web.Request) -> web.Response:
    """Undo the decision."""
    matter = request.match_info["matter"]
    if not await in_transaction(request, _take_back, actor_of(request), matter):
        raise web.HTTPNotFound
    return see_other(request, f"/review/matters/{matter}", "撤回了，这一件又回到待审里。")


def _take_back(session: Session, actor: Actor, matter: str) -> bool:
    if not review_undo.take_back(session, matter):
        return False
    record(session, actor, "review.take_back", matter)
    return True
