"""The page at `/`, its static files, the greeting, and the two health checks."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.keys import ENGINE, KNOWLEDGE, RASA
from bot.edge.places import PLACES
from db import cases

STATIC = Path(__file__).resolve().parent / "static"


async def get_page(request: web.Request) -> web.FileResponse:
    """Serve the web chat; a poster's QR scene in the address is remembered for two hours."""
    response = web.FileResponse(STATIC / "index.html")
    await request.app[PLACES].remember(request, response, "t" if "t" in request.query else "scene")
    return response


async def get_greeting(request: web.Request) -> web.Response:
    """Say who we are and who we are not."""
    elder = request.query.get("elder") == "1"
    blocks = request.app[KNOWLEDGE].blocks("smalltalk", elder, "greet")
    return web.json_response({"blocks": blocks}, dumps=lambda data: json.dumps(data, ensure_ascii=False))


async def get_healthz(request: web.Request) -> web.Response:
    """Say that this process lives."""
    return web.json_response({"status": "ok"})


async def get_readyz(request: web.Request) -> web.Response:
    """Say whether a message would get a real answer: 200, or 503 with what is missing."""
    problems = await request.app[RASA].problems()
    try:
        await asyncio.wait_for(asyncio.to_thread(cases.exists, request.app[ENGINE]), 3)
    except (SQLAlchemyError, asyncio.TimeoutError):
        problems.append("database")
    status = 503 if problems else 200
    return web.json_response({"status": "ok" if not problems else "not ready", "missing": problems}, status=status)
