"""What every answer carries: nothing foreign runs, frames, sniffs or caches it."""

from __future__ import annotations

from aiohttp import web

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make browsers send "Origin: null" with our own forms
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Add them."""
    response.headers.update(_HEADERS)
    is_static = request.path.startswith("/static/") and response.status < 400
    response.headers["Cache-Control"] = "no-cache" if is_static else "no-store"
    response.headers.popall("Server", None)
