"""`/`: the first page of the menu that a person may see."""

from __future__ import annotations

from aiohttp import web

from bot.console.keys import PAGES
from bot.console.menu import menu
from bot.console.render import see_other
from bot.console.visit import actor_of

OWN = "/account"


async def get_home(request: web.Request) -> web.Response:
    """Lead there; who sees no section yet is led to their own account."""
    sections = menu(request.app[PAGES].values(), actor_of(request).role, "/")
    return see_other(request, sections[0].items[0].path if sections else OWN)
