"""A browser becomes somebody's: a new session in the database, a new token in the cookie."""

from __future__ import annotations

import re
from datetime import datetime

from aiohttp import web
from sqlalchemy.orm import Session

from bot.console.auth.lifetime import ABSOLUTE, FULL
from bot.console.auth.roles import VIEWER
from bot.console.auth.tokens import fingerprint, new_token
from bot.console.cookies import set_token
from bot.console.keys import SETTINGS, WARMING
from bot.console.render import see_other
from bot.console.visit import address_of, in_transaction, now_of, visit_of
from db import staff_sessions
from db.audit import Actor, record
from db.staff_models import Staff

_BROWSERS = (("MicroMessenger", "微信"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
_SYSTEMS = (("Windows", "Windows"), ("Android", "安卓"), ("iPhone", "iPhone"), ("Mac OS", "Mac"), ("Linux", "Linux"))


def browser_of(agent: str) -> str:
    """Return a browser's name as its owner would recognise it."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "浏览器")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, agent)), "")
    return f"{browser} {system}".strip()


def actor_for(request: web.Request, person: Staff) -> Actor:
    """Return a person as the audit names them, before there is a session."""
    return Actor(person.id, person.name, person.role, address_of(request), now_of(request))


async def enter(request: web.Request, person: Staff, stage: str, path: str) -> web.Response:
    """Begin a session and go on to `path`; whatever token the browser had before is worth nothing."""
    token, before = new_token(), visit_of(request).opened
    agent = browser_of(request.headers.get("User-Agent", ""))
    old = (before.id, before.staff_id) if before else None
    await in_transaction(request, _begin, actor_for(request, person), fingerprint(token), stage, agent, old)
    response = see_other(request, path)
    set_token(response, request.app[SETTINGS], token)
    if stage == FULL and person.role != VIEWER:  # not at the start: it takes ten seconds and 80 MB
        request.app[WARMING].begin()
    return response


def _begin(
    session: Session, actor: Actor, token_hash: str, stage: str, agent: str, old: tuple[int, int] | None
) -> None:
    _tidy(session, actor.at)
    if old:
        staff_sessions.end(session, *old)
    assert actor.id is not None
    staff_sessions.start(session, actor.id, token_hash, stage, agent, actor.address, actor.at)
    if stage == FULL:
        record(session, actor, "login", detail={"browser": agent})


def _tidy(session: Session, now: datetime) -> None:
    """Delete what no longer counts."""
    staff_sessions.purge(session, now - ABSOLUTE)
    staff_sessions.purge_attempts(session, now - ABSOLUTE)
