"""The key to sealed numbers, made once for the application that asks."""

from __future__ import annotations

from aiohttp import web

from bot.console.keys import SETTINGS
from bot.edge.seal import Sealer


def sealer_of(request: web.Request) -> Sealer:
    """Return what seals and opens numbers; call it off the event loop or for a single value."""
    return Sealer(request.app[SETTINGS].secret())
