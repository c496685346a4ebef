"""`/logout`: the session ends in the database, so that a copied cookie is worth nothing."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.cookies import drop_token
from bot.console.keys import SETTINGS
from bot.console.render import see_other
from bot.console.visit import actor_of, in_transaction, visit_of
from db import staff_sessions
from db.audit import Actor, record


async def post_logout(request: web.Request) -> web.Response:
    """Log this browser out."""
    opened = visit_of(request).opened
    if opened:
        await in_transaction(request, _end, actor_of(request), opened.id)
    response = see_other(request, "/login", "已经退出。")
    drop_token(response, request.app[SETTINGS])
    return response


def _end(session: Session, actor: Actor, session_id: int) -> None:
    if actor.id is not None and staff_sessions.end(session, session_id, actor.id):
        record(session, actor, "logout")
