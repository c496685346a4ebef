"""`/people/{id}`: what an admin may do to a colleague's account."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth.people_rules import OWN, problem
from bot.console.auth.roles import NAMES
from bot.console.auth.tokens import fingerprint, new_token
from bot.console.forms import fields, number_of
from bot.console.pages.people.people import Listed, show_link
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction
from db import staff, staff_sessions
from db.audit import Actor, record
from db.staff_models import Staff

Change = Callable[[Session, Actor, Staff], str]


async def get_person(request: web.Request) -> web.Response:
    """Show one account."""
    listed, sessions = await in_transaction(request, _read, number_of(request))
    if listed is None:
        raise web.HTTPNotFound
    person = listed.person
    is_own = person.id == actor_of(request).id
    return render(
        request, "people/person", title=person.name, listed=listed, person=person, sessions=sessions, is_own=is_own
    )


def _read(session: Session, staff_id: int) -> tuple[Listed | None, int]:
    person = staff.by_id(session, staff_id)
    if person is None:
        return None, 0
    pending = staff.pending_invitations(session)
    return Listed(person, pending.get(person.id)), len(staff_sessions.of(session, person.id))


async def post_role(request: web.Request) -> web.Response:
    """Give another role; it counts from the next click of the colleague on."""
    role = (await fields(request, role=12))["role"]
    return await _do(request, lambda session, actor, person: _set_role(session, actor, person, role), "角色改好了。")


async def get_disable(request: web.Request) -> web.Response:
    """Ask whether to shut the account."""
    words = ["停用以后，他马上退出所有设备，再也登不进来。", "他做过的事仍然留在审计里。以后可以再启用。"]
    return await _confirm(request, "停用", words, "disable", "停用这个账号")


async def post_disable(request: web.Request) -> web.Response:
    """Shut the account."""
    return await _do(request, _disable, "账号停用了。")


async def post_enable(request: web.Request) -> web.Response:
    """Open the account again; the old password does not come back."""
    return await _do(request, _enable, "账号启用了。请重新发一个邀请链接，让他设密码。")


async def get_phone_reset(request: web.Request) -> web.Response:
    """Ask whether to take the phone off the account."""
    words = ["先当面或打电话确认是他本人丢了手机。", "重置以后，他只用密码就能登录，可以再绑新手机。"]
    return await _confirm(request, "重置手机验证器", words, "phone", "重置")


async def post_phone_reset(request: web.Request) -> web.Response:
    """Take the phone off the account."""
    return await _do(request, _reset_phone, "手机验证器重置了，他在所有设备上都已退出。")


async def post_end_sessions(request: web.Request) -> web.Response:
    """Log the colleague out everywhere."""
    return await _do(request, _end_sessions, "他在所有设备上都已退出。")


async def post_new_link(request: web.Request) -> web.Response:
    """Make a new link; the old one no longer works, the old password does until the link is used."""
    token = new_token()
    name = await in_transaction(request, _new_link, actor_of(request), number_of(request), token)
    return show_link(request, name, token)


async def _confirm(request: web.Request, what: str, words: list[str], action: str, button: str) -> web.Response:
    person = await in_transaction(request, staff.by_id, number_of(request))
    if person is None:
        raise web.HTTPNotFound
    own = f"/people/{person.id}"
    title = f"{what}：{person.name}"
    return render(
        request, "confirm", title=title, words=words, action=f"{own}/{action}", button=button, back=own, danger=True
    )


async def _do(request: web.Request, change: Change, done: str) -> web.Response:
    """Make a change and say how it went."""
    staff_id = number_of(request)
    refused = await in_transaction(request, _changed, actor_of(request), staff_id, change)
    return see_other(request, f"/people/{staff_id}", refused or done)


def _changed(session: Session, actor: Actor, staff_id: int, change: Change) -> str:
    staff.lock_admins(session)
    person = staff.by_id(session, staff_id)
    if person is None:
        raise web.HTTPNotFound
    return OWN if person.id == actor.id else change(session, actor, person)


def _refusal(session: Session, actor: Actor, person: Staff, role: str, is_disabled: bool) -> str:
    return problem(actor.id or 0, person.id, role, is_disabled, staff.other_admins(session, person.id))


def _set_role(session: Session, actor: Actor, person: Staff, role: str) -> str:
    refused = _refusal(session, actor, person, role, person.disabled_at is not None)
    if not refused and role != person.role:
        record(session, actor, "staff.role", person.name, {"from": person.role, "to": role})
        person.role = role
    return refused


def _disable(session: Session, actor: Actor, person: Staff) -> str:
    refused = _refusal(session, actor, person, person.role, True)
    if not refused:
        person.disabled_at, person.password_hash = actor.at, None
        staff.clear_totp(session, person)
        staff.end_sessions(session, person.id)
        record(session, actor, "staff.disable", person.name)
    return refused


def _enable(session: Session, actor: Actor, person: Staff) -> str:
    person.disabled_at = None
    record(session, actor, "staff.enable", person.name, {"role": NAMES.get(person.role, person.role)})
    return ""


def _reset_phone(session: Session, actor: Actor, person: Staff) -> str:
    staff.clear_totp(session, person)
    staff.end_sessions(session, person.id)
    record(session, actor, "staff.phone_reset", person.name)
    return ""


def _end_sessions(session: Session, actor: Actor, person: Staff) -> str:
    ended = staff.end_sessions(session, person.id)
    record(session, actor, "staff.sessions_end", person.name, {"sessions_ended": ended})
    return ""


def _new_link(session: Session, actor: Actor, staff_id: int, token: str) -> str:
    person = staff.by_id(session, staff_id)
    if person is None or person.disabled_at:
        raise web.HTTPNotFound
    staff.invite(session, person.id, fingerprint(token), actor.name, actor.at)
    record(session, actor, "staff.invite", person.name, {"role": person.role, "new": False})
    return person.name
