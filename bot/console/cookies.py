"""The one cookie of the console: a random token that means nothing by itself."""

from __future__ import annotations

from aiohttp import web

from bot.console.auth.tokens import looks_right
from bot.settings import Settings


def cookie_name(settings: Settings) -> str:
    """Return its name; behind HTTPS no neighbouring domain can plant it."""
    return "__Host-console" if settings.cookie_secure == "1" else "console"


def read_token(request: web.Request, settings: Settings) -> str:
    """Return the browser's token, empty when it has none of the right form."""
    token = request.cookies.get(cookie_name(settings), "")
    return token if looks_right(token) else ""


def set_token(response: web.StreamResponse, settings: Settings, token: str) -> None:
    """Give the browser a token that ends with it and that no script and no other site can use."""
    response.set_cookie(
        cookie_name(settings),
        token,
        path="/",
        httponly=True,
        samesite="Strict",
        secure=settings.cookie_secure == "1",
    )


def drop_token(response: web.StreamResponse, settings: Settings) -> None:
    """Take the token from the browser."""
    response.del_cookie(cookie_name(settings), path="/", secure=settings.cookie_secure == "1", httponly=True)
