"""`/account`: who one is, where one is logged in."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.forms import number_of
from bot.console.render import render, see_other
from bot.console.visit import actor_of, in_transaction, visit_of
from db import staff, staff_sessions
from db.audit import Actor, record
from db.staff_models import Staff, StaffSession


async def get_account(request: web.Request) -> web.Response:
    """Show the account."""
    person, sessions, left = await in_transaction(request, _read, actor_of(request).id or 0)
    opened = visit_of(request).opened
    here = opened.id if opened else 0
    return render(
        request, "account/overview", title="我的账号", person=person, sessions=sessions, here=here, codes_left=left
    )


def _read(session: Session, staff_id: int) -> tuple[Staff | None, list[StaffSession], int]:
    return (
        staff.by_id(session, staff_id),
        staff_sessions.of(session, staff_id),
        staff.recovery_left(session, staff_id),
    )


async def post_end_session(request: web.Request) -> web.Response:
    """Log another browser out."""
    ended = await in_transaction(request, _end, actor_of(request), number_of(request))
    return see_other(request, "/account", "已经让那台设备退出。" if ended else "那台设备先前已经退出了。")


def _end(session: Session, actor: Actor, session_id: int) -> bool:
    ended = staff_sessions.end(session, session_id, actor.id or 0)
    if ended:
        record(session, actor, "session.end")
    return ended
