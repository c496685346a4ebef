"""`/now`: who waits for a call, oldest first; `/now/list` is the same list for the page that looks every 3 seconds."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.console.auth.roles import EDITOR, is_at_least
from bot.console.figures.names import STAGES, Names, names_of
from bot.console.keys import KNOWLEDGE, SETTINGS
from bot.console.pages.now.waiting import board, lasted
from bot.console.render import render
from bot.console.visit import actor_of, in_transaction, now_of
from bot.edge.switch import CHANNELS
from db import call_desk


async def get_now(request: web.Request) -> web.Response:
    """Show the desk; where a city has none, say so."""
    if not is_on(request):
        return render(request, "now/off", title="现在")
    return render(request, "now/now", title="现在", **await _seen(request))


async def get_list(request: web.Request) -> web.Response:
    """Return only the list."""
    if not is_on(request):
        raise web.HTTPNotFound
    return render(request, "now/list", **await _seen(request))


def is_on(request: web.Request) -> bool:
    """Say whether somebody is on duty here at all."""
    return request.app[SETTINGS].duty_desk == "1"


async def names_now(request: web.Request) -> Names:
    """Return the names of types."""
    return names_of(await asyncio.to_thread(request.app[KNOWLEDGE].current), [])


async def _seen(request: web.Request) -> dict[str, Any]:
    now, actor = now_of(request), actor_of(request)
    calls = await in_transaction(request, call_desk.open_calls, now)
    return {
        "board": board(calls, now),
        "lasted": lasted,
        "names": await names_now(request),
        "stages": STAGES,
        "channels": CHANNELS,
        "may_take": is_at_least(actor.role, EDITOR),
    }
