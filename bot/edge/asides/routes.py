"""`GET /api/call?channel=kiosk|web`: how the call back of this browser stands, for the page to ask now and then."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.keys import ENGINE, KNOWLEDGE, PEOPLE
from bot.edge.messages import PAGES
from db import calls
from db.models import utc_now

NONE = "none"


async def get_call(request: web.Request) -> web.Response:
    """Return the state (none, waiting, expired, taken, done) and, once nobody came in time, what to say."""
    channel = request.query.get("channel", "web")
    user, is_new = request.app[PEOPLE].from_cookie(request)
    state = NONE
    if not is_new and channel in PAGES:
        state = await _state(request, request.app[PEOPLE].person(channel, user))
    late = state == calls.EXPIRED
    blocks = request.app[KNOWLEDGE].say("call_untaken", channel == "kiosk") if late else []
    body = {"state": state, "blocks": blocks}
    return web.json_response(body, dumps=lambda data: json.dumps(data, ensure_ascii=False))


async def _state(request: web.Request, person: str) -> str:
    engine, now = request.app[ENGINE], utc_now()
    try:
        call = await asyncio.to_thread(calls.of_person, engine, person, now)
        if call is None:
            return NONE
        if call.state == calls.EXPIRED:
            await asyncio.to_thread(calls.tell, engine, person, now)
    except SQLAlchemyError:
        return calls.EXPIRED  # whoever waits must not go on waiting for a database
    return call.state
