"""`/login`: name and password. Whatever is wrong, the words and the time are the same."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console import attempts
from bot.console.auth import names
from bot.console.auth.hashing import Hashing
from bot.console.auth.lifetime import CODE_STAGE, FULL
from bot.console.auth.lockout import ACCOUNT, ADDRESS
from bot.console.auth.passwords import LONGEST
from bot.console.entering import actor_for, enter
from bot.console.forms import fields
from bot.console.keys import HASHING
from bot.console.local_path import local_path
from bot.console.render import render, see_other
from bot.console.visit import address_of, in_transaction, now_of, visit_of
from db import staff
from db.audit import Actor, record
from db.staff_models import Staff

REFUSED = "没有登录成功：名字或密码不对，或者试得太勤了。连着几次不对要等一会儿再试，最长 15 分钟。"


async def get_login(request: web.Request) -> web.Response:
    """Show the form."""
    wanted = local_path(request.query.get("next", ""))
    if visit_of(request).actor:
        return see_other(request, wanted)
    return render(request, "entry/login", title="登录", wanted=wanted, name="", error="")


async def post_login(request: web.Request) -> web.Response:
    """Check name and password; go on to the page that was wanted, or to the code of the phone."""
    form = await fields(request, name=80, password=LONGEST * 2, next=500)
    key, address, now = names.key(form["name"]), address_of(request), now_of(request)
    counted = (("account:" + key, ACCOUNT), ("address:" + address, ADDRESS))
    if not await in_transaction(request, attempts.begin, counted, now):
        return _refuse(request, form)
    person = await in_transaction(request, staff.by_key, key)
    kept = person.password_hash if person and not person.disabled_at else None
    right = await request.app[HASHING].matches(kept, form["password"])
    if person is None or not right:
        if person is not None:
            await in_transaction(request, _failed, actor_for(request, person))
        return _refuse(request, form)
    await in_transaction(request, attempts.succeed, counted[0][0], counted[1][0])
    await _renew_hash(request, request.app[HASHING], person, form["password"])
    wanted = local_path(form["next"])
    if person.totp_sealed:
        return await enter(request, person, CODE_STAGE, f"/login/code?next={quote(wanted, safe='/')}")
    return await enter(request, person, FULL, wanted)


def _refuse(request: web.Request, form: dict[str, str]) -> web.Response:
    wanted = local_path(form["next"])
    return render(request, "entry/login", status=422, title="登录", wanted=wanted, name=form["name"], error=REFUSED)


def _failed(session: Session, actor: Actor) -> None:
    record(session, actor, "login.failed")


async def _renew_hash(request: web.Request, hashing: Hashing, person: Staff, password: str) -> None:
    """Hash the password anew where the parameters have become stronger since."""
    if person.password_hash and hashing.is_outdated(person.password_hash):
        await in_transaction(request, _set_hash, person.id, await hashing.hash(password))


def _set_hash(session: Session, staff_id: int, kept: str) -> None:
    person = staff.by_id(session, staff_id)
    if person:
        person.password_hash = kept
