"""Stands before every page: right host, living session, least role, size of the body, token of the form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from aiohttp import web
from aiohttp.web_urldispatcher import StaticResource
from sqlalchemy.orm import Session

from bot.console.auth.lifetime import FULL, is_alive, needs_touch
from bot.console.auth.roles import ANYONE, is_at_least
from bot.console.auth.tokens import fingerprint, new_token
from bot.console.cookies import cookie_name, read_token, set_token
from bot.console.kept import show_kept
from bot.console.keys import HOSTS, KEYS, PAGES, SETTINGS
from bot.console.page import Handler, Page
from bot.console.visit import Visit, address_of, in_transaction, now_of, set_visit, visit_of
from bot.settings import Settings
from db import staff_sessions
from db.audit import Actor
from db.staff_sessions import Opened

READING = "GET"
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"


class StaleForm(web.HTTPForbidden):
    """The form belongs to another session of this browser, or to nobody."""


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """Return the hosts by which the console may be called: its own address and this machine's names."""
    own = {f"{name}:{settings.console_port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    return frozenset(own | {urlsplit(settings.console_url).netloc} - {""})


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request through to its page, or refuse it; a route outside the table is refused too."""
    if request.host not in request.app[HOSTS]:
        raise web.HTTPMisdirectedRequest
    page = _page_of(request)
    if page is None:
        return await handler(request)
    set_visit(request, await _visit(request))
    visit = visit_of(request)
    if page.role != ANYONE and visit.actor is None:
        return await show_kept(request, page) or _to_login(request)
    if not is_at_least(visit.actor.role if visit.actor else ANYONE, page.role):
        raise web.HTTPForbidden
    if request.method != READING:
        try:
            await _check_change(request, page, visit)
        except StaleForm:
            kept = await show_kept(request, page)
            if kept is None:
                raise
            return kept
    response = await handler(request)
    if visit.is_new and not response.prepared and cookie_name(request.app[SETTINGS]) not in response.cookies:
        set_token(response, request.app[SETTINGS], visit.token)
    return response


def _page_of(request: web.Request) -> Page | None:
    """Return the line of the table; None for static files, and for what aiohttp itself refuses."""
    match = request.match_info
    if match.http_exception is not None:
        return None
    resource = match.route.resource
    if isinstance(resource, StaticResource):
        return None
    page = request.app[PAGES].get((request.method, resource.canonical if resource else ""))
    if page is None:
        raise web.HTTPNotFound
    return page


async def _visit(request: web.Request) -> Visit:
    token, now = read_token(request, request.app[SETTINGS]), now_of(request)
    if not token:
        return Visit(new_token(), True, None, None)
    opened = await in_transaction(request, _open, fingerprint(token), now)
    if opened is None or opened.stage != FULL:
        return Visit(token, False, opened, None)
    actor = Actor(opened.staff_id, opened.name, opened.role, address_of(request), now)
    return Visit(token, False, opened, actor)


def _open(session: Session, token_hash: str, now: datetime) -> Opened | None:
    """Return the living session of a token; one that died is deleted."""
    opened = staff_sessions.find(session, token_hash)
    if opened is None:
        return None
    if opened.is_disabled or not is_alive(opened.stage, opened.created_at, opened.seen_at, now):
        staff_sessions.end(session, opened.id, opened.staff_id)
        return None
    if needs_touch(opened.seen_at, now):
        staff_sessions.touch(session, opened.id, now)
    return opened


def _to_login(request: web.Request) -> web.Response:
    """Ask who it is, and come back afterwards; a change is not repeated, so it leads home."""
    wanted = request.path_qs if request.method == READING else "/"
    query = f"?{urlencode({'next': wanted})}" if wanted != "/" else ""
    return web.Response(status=303, headers={"Location": f"/login{query}"})


async def _check_change(request: web.Request, page: Page, visit: Visit) -> None:
    """Refuse a change that is too big or that one of our own pages did not send."""
    if request.content_length is None:
        raise web.HTTPLengthRequired
    if request.content_length > page.max_body:
        raise web.HTTPRequestEntityTooLarge(page.max_body, request.content_length)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc not in request.app[HOSTS]:
        raise web.HTTPForbidden
    given = request.headers.get(CSRF_HEADER) or (await _form(request)).get(CSRF_FIELD, "")
    if not isinstance(given, str) or not request.app[KEYS].csrf_matches(visit.token, given):
        raise StaleForm


async def _form(request: web.Request) -> Mapping[str, object]:
    """Read the form; it is kept in the request for the handler."""
    try:
        return await request.post()
    except web.HTTPException:
        raise
    except Exception as error:  # aiohttp meets a broken body with a dozen kinds of errors
        raise web.HTTPBadRequest from error
