"""`/now/{id}`: one call in the hands of the officer who took it."""

from __future__ import annotations

import asyncio

from aiohttp import web
from cryptography.fernet import InvalidToken
from sqlalchemy.orm import Session

from bot.console.figures.names import STAGES
from bot.console.forms import fields, number_of
from bot.console.keys import KNOWLEDGE, SETTINGS
from bot.console.pages.now.now import is_on, names_now
from bot.console.pages.now.waiting import OUTCOMES, lasted
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction, now_of
from bot.edge.seal import Sealer
from bot.edge.switch import CHANNELS
from db import call_desk
from db.audit import Actor, record
from db.call_desk import Asked

GONE = "这一个已经办完，或者已经没有了。"
NOT_YOURS = "这一个在{officer}手里，号码只给接的人看。"
UNREADABLE = "号码打不开：换过密钥。请等他再留一次，或者请运维看看 SECRET_KEY。"
SAY = 5  # lines of the script that are put before the officer


async def post_take(request: web.Request) -> web.Response:
    """Take a call; of two at once one wins, and the other is told who."""
    call = _call(request)
    taken, officer = await in_transaction(request, _take, actor_of(request), call)
    if taken:
        return see_other(request, f"/now/{call}", "您接了。号码只给您一个人看。")
    return see_other(request, "/now", f"{officer}先接了，您不用管这一个。" if officer else GONE)


def _take(session: Session, actor: Actor, call: int) -> tuple[bool, str]:
    if call_desk.take(session, call, actor.name, actor.at):
        record(session, actor, "call.take", str(call))
        return True, actor.name
    found = call_desk.find(session, call, actor.at)
    return False, found.officer if found else ""


async def get_call(request: web.Request) -> web.Response:
    """Show the call to who took it, without the number."""
    return await _shown(request, "")


async def post_number(request: web.Request) -> web.Response:
    """Show the number to who took the call; that it was shown is on record, before it is seen."""
    sealed = await in_transaction(request, _number, actor_of(request), _call(request))
    if not sealed:
        return await _shown(request, "")
    try:
        number = Sealer(request.app[SETTINGS].secret()).open_contact(sealed)
    except InvalidToken:
        return see_other(request, f"/now/{_call(request)}", UNREADABLE)
    return await _shown(request, number)


def _number(session: Session, actor: Actor, call: int) -> str:
    sealed = call_desk.sealed_number(session, call, actor.name)
    if sealed:
        record(session, actor, "call.number", str(call))
    return sealed


async def post_back(request: web.Request) -> web.Response:
    """Give the call back to the others."""
    call = _call(request)
    given = await in_transaction(request, _back, actor_of(request), call)
    return see_other(request, "/now", "放回去了，别的同事可以接。" if given else GONE)


def _back(session: Session, actor: Actor, call: int) -> bool:
    given = call_desk.give_back(session, call, actor.name)
    if given:
        record(session, actor, "call.back", str(call))
    return given


async def post_done(request: web.Request) -> web.Response:
    """Close the call with how it went."""
    call, outcome = _call(request), (await fields(request, outcome=20))["outcome"]
    if outcome not in OUTCOMES:
        return await _shown(request, "", "请选一个结果。")
    closed = await in_transaction(request, _close, actor_of(request), call, OUTCOMES[outcome])
    return see_other(request, "/now", "办好了，号码已经删掉。" if closed else GONE)


def _close(session: Session, actor: Actor, call: int, outcome: str) -> bool:
    closed = call_desk.close(session, call, actor.name, actor.at)
    if closed:
        record(session, actor, "call.done", str(call), {"outcome": outcome})
    return closed


def _call(request: web.Request) -> int:
    if not is_on(request):
        raise web.HTTPNotFound
    return number_of(request)


async def _shown(request: web.Request, number: str, error: str = "") -> web.Response:
    now = now_of(request)
    one = await in_transaction(request, call_desk.find, _call(request), now)
    if one is None:
        return see_other(request, "/now", GONE)
    if one.officer != actor_of(request).name:
        return see_other(request, "/now", NOT_YOURS.format(officer=one.officer) if one.officer else "先点“我来接”。")
    return render(
        request,
        "now/call",
        status=422 if error else 200,
        title="您接的这一个",
        one=one,
        number=number,
        error=error,
        waited=lasted(int((now - one.asked_at).total_seconds())),
        say=await _say(request, one),
        names=await names_now(request),
        stages=STAGES,
        channels=CHANNELS,
        outcomes=OUTCOMES,
    )


async def _say(request: web.Request, one: Asked) -> tuple[str, ...]:
    """Return the approved words of the script for where this person stands."""
    knowledge = await asyncio.to_thread(request.app[KNOWLEDGE].current)
    script = knowledge.scripts.get(one.type)
    return script.lines("if_paid" if one.stage == "paid" else "do_now")[:SAY] if script else ()
