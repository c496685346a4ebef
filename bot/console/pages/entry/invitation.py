"""`/invitation/{token}`: a new colleague, or one who lost the password, sets a password once."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth import passwords
from bot.console.auth.lifetime import is_open
from bot.console.auth.tokens import fingerprint, looks_right
from bot.console.entering import actor_for
from bot.console.forms import fields
from bot.console.keys import HASHING
from bot.console.render import render, see_other
from bot.console.visit import in_transaction, now_of
from db import staff
from db.audit import Actor, record
from db.staff_models import Staff

UNEQUAL = "两次输入的密码不一样。"


async def get_invitation(request: web.Request) -> web.Response:
    """Show the form, or that the link is of no use any more."""
    person = await _invited(request)
    if person is None:
        return render(request, "entry/no_invitation", status=404, title="链接不能用了")
    return render(request, "entry/invitation", title="设置密码", name=person.name, errors={})


async def post_invitation(request: web.Request) -> web.Response:
    """Set the password and lead to the login."""
    person = await _invited(request)
    if person is None:
        return render(request, "entry/no_invitation", status=404, title="链接不能用了")
    form = await fields(request, password=passwords.LONGEST * 2, again=passwords.LONGEST * 2)
    errors = {}
    if wrong := passwords.problem(form["password"], person.name):
        errors["password"] = wrong
    elif form["password"] != form["again"]:
        errors["again"] = UNEQUAL
    if errors:
        return render(request, "entry/invitation", status=422, title="设置密码", name=person.name, errors=errors)
    kept = await request.app[HASHING].hash(form["password"])
    actor, token = actor_for(request, person), fingerprint(request.match_info["token"])
    if not await in_transaction(request, _accept, actor, token, kept):
        return render(request, "entry/no_invitation", status=404, title="链接不能用了")
    return see_other(request, "/login", "密码设好了，请登录。")


async def _invited(request: web.Request) -> Staff | None:
    token = request.match_info["token"]
    if not looks_right(token):
        return None
    return await in_transaction(request, _find, fingerprint(token), now_of(request))


def _find(session: Session, token_hash: str, now: datetime) -> Staff | None:
    found = staff.invitation(session, token_hash)
    if found is None or not is_open(found.created_at, found.used_at, now):
        return None
    person = staff.by_id(session, found.staff_id)
    return person if person and not person.disabled_at else None


def _accept(session: Session, actor: Actor, token_hash: str, kept: str) -> bool:
    if not staff.use_invitation(session, token_hash, actor.at):
        return False
    person = staff.by_id(session, actor.id or 0)
    assert person is not None
    person.password_hash, person.password_at = kept, actor.at
    staff.end_sessions(session, person.id)
    record(session, actor, "password.set")
    return True
