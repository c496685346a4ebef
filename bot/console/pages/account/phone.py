"""`/account/phone`: the digits of an authenticator on the phone as a second lock."""

from __future__ import annotations

import io

import segno
from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth import totp
from bot.console.auth.tokens import Keys
from bot.console.forms import fields
from bot.console.keys import BOX, KEYS
from bot.console.password_check import WRONG, is_own_password
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction, visit_of
from db import staff
from db.audit import Actor, record
from db.staff_models import Staff

_ON, _OFF, _CODES = "用手机验证器登录", "不再用手机验证器", "新的备用码"
PATH = "/account/phone"


async def post_start(request: web.Request) -> web.Response:
    """Make a secret that counts only after a code of it was typed."""
    sealed = request.app[BOX].encrypt(totp.new_secret().encode()).decode()
    started = await in_transaction(request, _start, actor_of(request), sealed)
    return see_other(request, PATH if started else "/account", "" if started else "手机验证器已经在用了。")


async def get_phone(request: web.Request) -> web.Response:
    """Show the QR code and ask for the first digits."""
    secret = await _pending(request)
    if not secret:
        return see_other(request, "/account")
    return render(request, "account/phone", title=_ON, secret=secret, errors={})


async def get_phone_qr(request: web.Request) -> web.Response:
    """Show the QR code as a picture of its own: the policy allows no inline one."""
    secret = await _pending(request)
    if not secret:
        raise web.HTTPNotFound
    image = io.BytesIO()
    segno.make(totp.address(secret, actor_of(request).name), error="m").save(image, kind="svg", scale=5, border=2)
    return web.Response(body=image.getvalue(), content_type="image/svg+xml")


async def post_phone(request: web.Request) -> web.Response:
    """Turn it on when the digits are right, and show the recovery codes this once."""
    form, secret, actor = await fields(request, code=20), await _pending(request), actor_of(request)
    if not secret:
        return see_other(request, "/account")
    step = totp.matching_step(secret, form["code"], actor.at, 0)
    if step is None:
        errors = {"code": "数字不对。等手机换出下一组再试；还不对，看看手机的时间准不准。"}
        return render(request, "account/phone", status=422, title=_ON, secret=secret, errors=errors)
    codes, here = totp.new_recovery_codes(), visit_of(request).opened
    keys = request.app[KEYS]
    await in_transaction(request, _turn_on, actor, step, codes, keys, here.id if here else 0)
    return render(request, "account/codes", title=_CODES, codes=codes)


async def get_phone_off(request: web.Request) -> web.Response:
    """Ask for the password."""
    return _with_password(request, f"{PATH}/off", _OFF, "")


async def post_phone_off(request: web.Request) -> web.Response:
    """Turn it off."""
    if not await is_own_password(request, (await fields(request, password=256))["password"]):
        return _with_password(request, f"{PATH}/off", _OFF, WRONG)
    await in_transaction(request, _turn_off, actor_of(request))
    return see_other(request, "/account", "手机验证器关掉了，以后只用密码登录。")


async def get_codes(request: web.Request) -> web.Response:
    """Ask for the password."""
    return _with_password(request, f"{PATH}/codes", _CODES, "")


async def post_codes(request: web.Request) -> web.Response:
    """Replace the recovery codes."""
    if not await is_own_password(request, (await fields(request, password=256))["password"]):
        return _with_password(request, f"{PATH}/codes", _CODES, WRONG)
    codes = totp.new_recovery_codes()
    if not await in_transaction(request, _new_codes, actor_of(request), codes, request.app[KEYS]):
        return see_other(request, "/account", "手机验证器还没有打开。")
    return render(request, "account/codes", title=_CODES, codes=codes)


def _with_password(request: web.Request, action: str, title: str, error: str) -> web.Response:
    status = 422 if error else 200
    return render(request, "account/with_password", status=status, title=title, action=action, error=error)


async def _pending(request: web.Request) -> str:
    """Return the secret that waits for its first code, empty for none."""
    person = await in_transaction(request, staff.by_id, actor_of(request).id or 0)
    if person is None or not person.totp_pending:
        return ""
    return request.app[BOX].decrypt(person.totp_pending.encode()).decode()


def _own(session: Session, actor: Actor) -> Staff:
    person = staff.by_id(session, actor.id or 0)
    assert person is not None
    return person


def _start(session: Session, actor: Actor, sealed: str) -> bool:
    person = _own(session, actor)
    if person.totp_sealed:
        return False
    person.totp_pending = sealed
    return True


def _turn_on(session: Session, actor: Actor, step: int, codes: tuple[str, ...], keys: Keys, here: int) -> None:
    person = _own(session, actor)
    person.totp_sealed, person.totp_pending, person.totp_step = person.totp_pending, None, step
    staff.set_recovery(session, person.id, [keys.recovery(code) for code in codes])
    ended = staff.end_sessions(session, person.id, but=here)
    record(session, actor, "phone.on", detail={"sessions_ended": ended})


def _turn_off(session: Session, actor: Actor) -> None:
    staff.clear_totp(session, _own(session, actor))
    record(session, actor, "phone.off")


def _new_codes(session: Session, actor: Actor, codes: tuple[str, ...], keys: Keys) -> bool:
    person = _own(session, actor)
    if person.totp_sealed:
        staff.set_recovery(session, person.id, [keys.recovery(code) for code in codes])
        record(session, actor, "phone.codes")
    return bool(person.totp_sealed)
