"""The page at `/`, its static files, the greeting, and the two health checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.edge.keys import KNOWLEDGE
from bot.edge.places import PLACES
from bot.edge.readiness import missing, part_states
from bot.edge.words import EdgeKnowledge

STATIC = Path(__file__).resolve().parent / "static"


async def get_page(request: web.Request) -> web.FileResponse:
    """Serve the web chat; a poster's QR scene in the address is remembered for two hours."""
    response = web.FileResponse(STATIC / "index.html")
    await request.app[PLACES].remember(request, response, "t" if "t" in request.query else "scene")
    return response


async def get_greeting(request: web.Request) -> web.Response:
    """Say who we are and who we are not."""
    elder = request.query.get("elder") == "1"
    words = request.app[KNOWLEDGE]
    blocks = [*words.blocks("smalltalk", elder, "greet"), *_played(words)]
    return web.json_response({"blocks": blocks}, dumps=lambda data: json.dumps(data, ensure_ascii=False))


def _played(words: EdgeKnowledge) -> list[dict[str, Any]]:
    """Return the choices that begin a drill or the quiz, numbered on behind the greeting's two."""
    offered = enumerate((("drill:ask", "choice_drill"), ("quiz:ask", "choice_quiz")), 3)
    listed = [{"n": n, "value": value, "label": words.say(wording)[0]["text"]} for n, (value, wording) in offered]
    return [{"type": "choices", "choices": listed}]


async def get_healthz(request: web.Request) -> web.Response:
    """Say that this process lives."""
    return web.json_response({"status": "ok"})


async def get_readyz(request: web.Request) -> web.Response:
    """Say whether a message would get a real answer: 200, or 503 with what is missing."""
    problems = missing(await part_states(request.app))
    status = 503 if problems else 200
    return web.json_response({"status": "ok" if not problems else "not ready", "missing": problems}, status=status)
