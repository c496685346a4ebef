"""Pages from templates, and what is said on the page after a change."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from aiohttp import web
from itsdangerous import BadData, URLSafeTimedSerializer
from jinja2 import Environment

from bot.console.auth.roles import NAMES
from bot.console.keys import FLASH, KEYS, PAGES, SETTINGS, TEMPLATES
from bot.console.menu import menu
from bot.console.visit import maybe_visit
from bot.templates import make_environment

FOLDER = Path(__file__).resolve().parent / "templates"
FLASH_COOKIE, FLASH_SECONDS = "console_flash", 60
CHINA = timezone(timedelta(hours=8))


def local_time(at: datetime | None, form: str = "%Y-%m-%d %H:%M") -> str:
    """Return a time as clocks in China show it; empty for none."""
    return at.astimezone(CHINA).strftime(form) if at else ""


def make_templates() -> Environment:
    """Return the console's templates."""
    made = make_environment(FOLDER)
    made.filters["time"] = local_time
    made.globals["role_names"] = NAMES
    return made


def render(request: web.Request, template: str, *, status: int = 200, **data: Any) -> web.Response:
    """Return a page.

    Args:
        request: who asks; decides the menu and the token of the forms.
        template: below bot/console/templates, without the ending.
        status: 422 for a form that comes back with its errors.
        data: what the template shows.
    """
    visit, app = maybe_visit(request), request.app
    actor = visit.actor if visit else None
    frame = {
        "me": actor,
        "menu": menu(app[PAGES].values(), actor.role, request.path) if actor else (),
        "csrf": app[KEYS].csrf(visit.token) if visit else "",
        "flash": _read_flash(request),
        "path": request.path,
        **data,
    }
    html = app[TEMPLATES].get_template(f"{template}.html.j2").render(frame)
    response = web.Response(text=html, content_type="text/html", status=status)
    if FLASH_COOKIE in request.cookies:
        response.del_cookie(FLASH_COOKIE, path="/")
    return response


def see_other(request: web.Request, path: str, flash: str = "") -> web.Response:
    """Return the way to another page after a change, with a sentence to be said there once."""
    response = web.Response(status=303, headers={"Location": path})
    if flash:
        response.set_cookie(
            FLASH_COOKIE,
            str(request.app[FLASH].dumps(flash)),
            max_age=FLASH_SECONDS,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=request.app[SETTINGS].cookie_secure == "1",
        )
    return response


def make_flash(secret: bytes) -> URLSafeTimedSerializer:
    """Return what signs the sentences, so that nobody else can put words on a page."""
    return URLSafeTimedSerializer(secret, salt="console: flash")


def _read_flash(request: web.Request) -> str:
    raw = request.cookies.get(FLASH_COOKIE, "")
    try:
        return str(request.app[FLASH].loads(raw, max_age=FLASH_SECONDS)) if raw else ""
    except (BadData, UnicodeError):
        return ""
