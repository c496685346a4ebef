"""What every answer of the edge goes through: calm errors, and headers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.edge.keys import SAFE

logger = logging.getLogger(__name__)

_HEADERS = {
    # blob: sounds that the kiosk's page keeps for when the network drops
    "Content-Security-Policy": "default-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(self)",
    "Server": "edge",  # aiohttp would name itself and Python with their versions
}
_KEPT = ("Allow", "Connection", "Retry-After")  # of an error
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def calm_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into a calm answer that leaves 110 and 96110, without details."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        status, reason = error.status, error.text or error.reason
        kept = {name: error.headers[name] for name in _KEPT if name in error.headers}
    except ConnectionError:  # the caller went away: nobody is left to answer, and nothing of ours failed
        raise
    except Exception as error:  # the last net: no words of a resident may reach the log
        logger.error("request failed: %s", type(error).__name__)
        status, reason, kept = 500, "internal error", {}
    body = {"error": reason, "blocks": request.app[SAFE].blocks(False)}
    return web.json_response(body, status=status, headers=kept)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Keep foreign scripts, frames and sniffing out; keep API answers out of caches."""
    response.headers.update(_HEADERS)
    if request.path.startswith("/api/"):
        response.headers["Cache-Control"] = "no-store"
