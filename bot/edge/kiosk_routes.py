"""`/kiosk`, the QR code for the family, and forgetting a session."""

from __future__ import annotations

import asyncio

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.keys import ENGINE, KNOWLEDGE, PEOPLE, SPEAKER, TURNS
from bot.edge.kiosk import family_text, page, qr_svg
from bot.edge.limits.doors import may_be_new
from bot.edge.messages import PAGES
from bot.edge.person import COOKIE
from bot.edge.places import PLACES
from db import cases
from db.models import utc_now


async def get_kiosk(request: web.Request) -> web.Response:
    """Serve the kiosk's page; the place in its address stays with the browser."""
    html = page(request.app[KNOWLEDGE].snapshot(), request.app[SPEAKER])
    response = web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-cache"})
    await request.app[PLACES].remember(request, response, "place")
    return response


async def get_family_qr(request: web.Request) -> web.Response:
    """Serve the words for the family as a QR code; which, the case of the cookie decides, not the address."""
    user, is_new = request.app[PEOPLE].from_cookie(request)
    type_id = ""
    if not is_new:
        person = request.app[PEOPLE].person("kiosk", user)
        try:
            stored = await asyncio.to_thread(cases.load, request.app[ENGINE], person, utc_now())
            type_id = str((stored.data or {}).get("type") or "")
        except SQLAlchemyError:
            type_id = ""  # the general words need no case
    svg = qr_svg(family_text(type_id, request.app[KNOWLEDGE].snapshot()))
    return web.Response(text=svg, content_type="image/svg+xml")


async def get_voice(request: web.Request) -> web.FileResponse:
    """Serve the sound of words that can be read aloud."""
    path = request.app[SPEAKER].file(request.match_info["key"])
    if path is None:
        raise web.HTTPNotFound(text="no such sound: keys come with the words they belong to")
    # kept for a day: read again without the network; a new recording is heard the next day at the latest
    return web.FileResponse(path, headers={"Cache-Control": "private, max-age=86400"})


async def post_forget_session(request: web.Request) -> web.Response:
    """End the session of the cookie: nothing leads to its person; the next one gets a cookie of their own."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send JSON: Content-Type must be application/json")
    people = request.app[PEOPLE]
    user, is_new = people.from_cookie(request)
    for channel in () if is_new else sorted(PAGES):
        await request.app[TURNS].end_session(people.person(channel, user))
    response = web.json_response({"forgotten": True})
    if await may_be_new(request, "kiosk"):
        people.set_cookie(response, people.new_user())
    else:  # nobody collects cookies here to be somebody new with each message
        response.del_cookie(COOKIE)
    return response


def add_kiosk(app: web.Application) -> None:
    """Add the kiosk's routes."""
    app.router.add_get("/kiosk", get_kiosk)
    app.router.add_get("/api/kiosk/family.svg", get_family_qr)
    app.router.add_get("/api/kiosk/voice/{key}", get_voice)
    app.router.add_post("/api/forget_session", post_forget_session)
