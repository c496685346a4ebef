"""`/login/code`: the six digits of the phone, or a recovery code, after the password."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console import attempts
from bot.console.auth import totp
from bot.console.auth.lifetime import CODE_STAGE, FULL
from bot.console.auth.lockout import ACCOUNT, ADDRESS
from bot.console.auth.tokens import Keys
from bot.console.entering import actor_for, enter
from bot.console.forms import fields
from bot.console.keys import BOX, KEYS
from bot.console.local_path import local_path
from bot.console.render import render, see_other
from bot.console.visit import address_of, in_transaction, now_of, visit_of
from db import staff
from db.audit import Actor, record
from db.staff_models import Staff

REFUSED = "数字不对、已经用过，或者试得太勤了。等手机换出下一组再试；连着几次不对要等一会儿，最长 15 分钟。"


async def get_code(request: web.Request) -> web.Response:
    """Ask for the digits."""
    wanted = local_path(request.query.get("next", ""))
    if _waiting(request) is None:
        return _back(request, wanted)
    return render(request, "entry/code", title="手机上的数字", wanted=wanted, error="")


async def post_code(request: web.Request) -> web.Response:
    """Check them, and begin the real session."""
    form = await fields(request, code=40, next=500)
    wanted, waiting = local_path(form["next"]), _waiting(request)
    if waiting is None:
        return _back(request, wanted)
    address, account = f"address:{address_of(request)}", f"code:{waiting}"
    begun = await in_transaction(request, attempts.begin, ((account, ACCOUNT), (address, ADDRESS)), now_of(request))
    person = await in_transaction(request, staff.by_id, waiting)
    if begun and person is not None:
        secret = request.app[BOX].decrypt((person.totp_sealed or "").encode()).decode() if person.totp_sealed else ""
        actor = actor_for(request, person)
        if await in_transaction(request, _check, actor, person, secret, form["code"], request.app[KEYS]):
            await in_transaction(request, attempts.succeed, account, address)
            return await enter(request, person, FULL, wanted)
    return render(request, "entry/code", status=422, title="手机上的数字", wanted=wanted, error=REFUSED)


def _waiting(request: web.Request) -> int | None:
    """Return whose password was right a moment ago."""
    opened = visit_of(request).opened
    return opened.staff_id if opened and opened.stage == CODE_STAGE else None


def _back(request: web.Request, wanted: str) -> web.Response:
    return see_other(request, f"/login?next={quote(wanted, safe='/')}", "等得久了，请从名字和密码重新开始。")


def _check(session: Session, actor: Actor, person: Staff, secret: str, code: str, keys: Keys) -> bool:
    """Use up a code of either kind."""
    step = totp.matching_step(secret, code, actor.at, person.totp_step) if secret else None
    if step is not None:
        return staff.use_step(session, person.id, step)
    if staff.use_recovery(session, person.id, keys.recovery(code)):
        record(session, actor, "login.recovery", detail={"left": staff.recovery_left(session, person.id)})
        return True
    record(session, actor, "login.code_failed")
    return False
