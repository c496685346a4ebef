"""`/visits/{id}`: the call itself: the number for whoever has it, what to say, how it went."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web
from cryptography.fernet import InvalidToken
from sqlalchemy.orm import Session

from bot.console.forms import fields, number_of
from bot.console.keys import KNOWLEDGE
from bot.console.pages.visits.names import MISSED, NEXTS, RESULTS, SHORT, SOURCES, STATES, Outcome, outcome
from bot.console.pages.visits.saying import urgent, words
from bot.console.render import render, see_other
from bot.console.sealing import sealer_of
from bot.console.shown import hider
from bot.console.type_search import name_of
from bot.console.visit import actor_of, in_transaction, now_of
from db import visit_lists, visits
from db.audit import Actor, record
from db.joined import joined
from db.knowledge import Knowledge
from db.visit_lists import One
from db.visits import Note

LONGEST_NOTE = 300
NOT_YOURS = "没有记下：这一位不在您手里了（超过 30 分钟）。请回到名单再接一次。"
CLOSED = "打不开，密钥换过了。请告诉管理员。"
EMPTY = {"result": "", "note": "", "next": "0"}


@dataclass(frozen=True)
class Page:
    """What is shown beside the visit itself."""

    number: str = ""
    form: dict[str, str] = field(default_factory=lambda: dict(EMPTY))
    errors: dict[str, str] = field(default_factory=dict)


async def get_visit(request: web.Request) -> web.Response:
    """Show it, without the number."""
    return await _show(request, Page())


async def post_number(request: web.Request) -> web.Response:
    """Show the number to whoever has the visit; that is on record."""
    sealed = await in_transaction(request, _number, actor_of(request), number_of(request))
    if not sealed:
        return see_other(request, f"/visits/{number_of(request)}", "号码只给接了这一位的人看。")
    try:
        number = await asyncio.to_thread(sealer_of(request).open_contact, sealed)
    except InvalidToken:
        return see_other(request, f"/visits/{number_of(request)}", CLOSED)
    return await _show(request, Page(number))


def _number(session: Session, actor: Actor, visit: int) -> str:
    sealed = visits.sealed_number(joined(session), visit, actor.name, actor.at)
    if sealed:
        record(session, actor, "visit.number", f"回访 {visit} 号")
    return sealed


async def post_outcome(request: web.Request) -> web.Response:
    """Record how it went; stops at once when asked, tells what to do when it is happening again."""
    form = await fields(request, result=12, note=LONGEST_NOTE, next=3)
    visit, now = number_of(request), now_of(request)
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    made = await in_transaction(request, _record, actor_of(request), visit, form, knowledge)
    if made is None:
        return see_other(request, f"/visits/{visit}", NOT_YOURS)
    if made.wrong:
        return await _show(request, Page(form=form, errors={"result": made.wrong}))
    if made.urgent:
        return render(request, "visits/urgent", title="又遇到骗局：现在就这样说", words=urgent(knowledge))
    return see_other(request, "/visits", said(made, now))


def said(made: Outcome, now: datetime) -> str:
    """Return what the officer is told. Pure."""
    if made.stop:
        return "记下了。号码已经删掉，以后谁也不会再打给这一位。"
    if made.again:
        return f"记下了。{(made.again - now).days} 天以后会再出现在名单里。"
    return "记下了，这一位回访完了，号码已经删掉。"


def _record(session: Session, actor: Actor, visit: int, form: dict[str, str], knowledge: Knowledge) -> Outcome | None:
    engine = joined(session)
    missed = sum(note.text.startswith(SHORT[MISSED]) for note in visits.notes(engine, visit))
    made = outcome(form["result"], hider(knowledge)(form["note"]), form["next"], missed, actor.at)
    if made.wrong:
        return made
    if not visits.record(engine, visit, actor.name, made.text, actor.at, made.again):
        return None
    if made.stop:
        visits.stop(engine, visit, actor.at)
    record(session, actor, "visit.record", f"回访 {visit} 号", {"outcome": SHORT[form["result"]]})
    return made


async def get_stop(request: web.Request) -> web.Response:
    """Ask whether to stop."""
    visit = number_of(request)
    if await in_transaction(request, visit_lists.one, visit, now_of(request)) is None:
        raise web.HTTPNotFound
    sentences = ["号码马上删掉，以后谁也不会再打给这一位。", "删掉就找不回来。本人说了不要联系，就这样做。"]
    own, button = f"/visits/{visit}", "不再联系"
    return render(
        request, "confirm", title=button, words=sentences, action=f"{own}/stop", button=button, back=own, danger=True
    )


async def post_stop(request: web.Request) -> web.Response:
    """Stop at once, whoever has the visit."""
    await in_transaction(request, _stop, actor_of(request), number_of(request))
    return see_other(request, "/visits", "号码已经删掉，以后谁也不会再打给这一位。")


def _stop(session: Session, actor: Actor, visit: int) -> None:
    if visit_lists.one(session, visit, actor.at) is None:
        raise web.HTTPNotFound
    visits.stop(joined(session), visit, actor.at)
    record(session, actor, "visit.stop", f"回访 {visit} 号")


async def _show(request: web.Request, page: Page) -> web.Response:
    now = now_of(request)
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    one, notes = await in_transaction(request, _read, number_of(request), now)
    if one is None:
        raise web.HTTPNotFound
    hide = hider(knowledge)
    return render(
        request,
        "visits/one",
        status=422 if page.errors else 200,
        title=f"回访 {one.id} 号",
        one=one,
        notes=[(note.at, note.officer, hide(note.text)) for note in notes],
        is_mine=one.officer == actor_of(request).name,
        words=words(knowledge, one.type, one.since, now, one.group),
        type_name=name_of(knowledge.scripts, one.type) if one.type else "没写",
        is_due=one.due_at <= now,
        page=page,
        errors=page.errors,
        sources=SOURCES,
        states=STATES,
        results=RESULTS.items(),
        nexts=NEXTS.items(),
        longest=LONGEST_NOTE,
    )


def _read(session: Session, visit: int, now: datetime) -> tuple[One | None, list[Note]]:
    return visit_lists.one(session, visit, now), visits.notes(joined(session), visit)
