"""`/account/password`: a new password ends every other session."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth import passwords
from bot.console.forms import fields
from bot.console.keys import HASHING
from bot.console.password_check import WRONG, is_own_password
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction, visit_of
from db import staff
from db.audit import Actor, record

_TITLE = "修改密码"


async def get_password(request: web.Request) -> web.Response:
    """Show the form."""
    return render(request, "account/password", title=_TITLE, errors={})


async def post_password(request: web.Request) -> web.Response:
    """Change it."""
    most = passwords.LONGEST * 2
    form = await fields(request, current=most, password=most, again=most)
    errors = {}
    if wrong := passwords.problem(form["password"], actor_of(request).name):
        errors["password"] = wrong
    elif form["password"] != form["again"]:
        errors["again"] = "两次输入的新密码不一样。"
    elif not await is_own_password(request, form["current"]):
        errors["current"] = WRONG
    if errors:
        return render(request, "account/password", status=422, title=_TITLE, errors=errors)
    kept = await request.app[HASHING].hash(form["password"])
    opened = visit_of(request).opened
    await in_transaction(request, _change, actor_of(request), kept, opened.id if opened else 0)
    return see_other(request, "/account", "密码改好了，别的设备都已经退出。")


def _change(session: Session, actor: Actor, kept: str, here: int) -> None:
    person = staff.by_id(session, actor.id or 0)
    assert person is not None
    person.password_hash, person.password_at = kept, actor.at
    ended = staff.end_sessions(session, person.id, but=here)
    record(session, actor, "password.change", detail={"sessions_ended": ended})
