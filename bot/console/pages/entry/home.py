"""`/`: the first page of the menu that a person may see."""

from __future__ import annotations

from aiohttp import web

from bot.console.keys import PAGES, SETTINGS
from bot.console.menu import menu
from bot.console.render import see_other
from bot.console.visit import actor_of

OWN, DUTY = "/account", "/now"


async def get_home(request: web.Request) -> web.Response:
    """Lead there; past the duty desk where there is none; who sees no section yet is led to their own account."""
    sections = menu(request.app[PAGES].values(), actor_of(request).role, "/")
    paths = [item.path for section in sections for item in section.items]
    is_on_duty = request.app[SETTINGS].duty_desk == "1"
    return see_other(request, next((path for path in paths if is_on_duty or path != DUTY), OWN))
