"""`python -m bot.chaos.stand_in rasa|actions|prepare`: what answers at once, for trying the faults on a busy machine.

`chaos --stand-in` puts it in the place of Rasa, the actions and the 38,000
examples: edges, databases, supervisor and operator's view stay real. Figures
made with it are never written into docs/.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.chaos.said import NEXT, STORIES
from bot.observe.begin import begin
from bot.serve.model import usable_model
from bot.settings import Settings, load_settings
from db.files import CONTENT, read_content
from db.loader import load_rows
from db.migrate import migrate
from db.session import make_engine, transaction


def payload(text: str, case: dict[str, Any]) -> dict[str, Any]:
    """Return what an action would answer: the type is the story's number, and stays for what follows."""
    types = {story: f"story_{number}" for number, story in enumerate(STORIES)}
    found = case.get("type", "") if text == NEXT else types.get(text, "story_other")
    said = f"{text}：{found}。先别转，打110。"
    return {
        "blocks": [{"type": "text", "text": said}],
        "case": {**case, "type": found},
        "assessed": {"model": "stand-in", "knowledge": 1, "type": found},
    }


async def _turn(request: web.Request) -> web.Response:
    body = await request.json()
    case = (body.get("metadata") or {}).get("case") or {}
    return web.json_response([{"custom": payload(str(body.get("message")), case)}])


async def _well(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def _refuse(_: web.Request) -> web.Response:
    return web.json_response({"status": "failure"}, status=400)


def _serve(process: str, settings: Settings) -> int:
    begin(process, settings)
    if process == "rasa" and usable_model(settings) is None:
        return 1
    app = web.Application()
    app.router.add_get("/webhooks/turn/", _well)
    app.router.add_post("/webhooks/turn/webhook", _turn)
    app.router.add_put("/model", _refuse)
    app.router.add_get("/health", _well)
    port = settings.rasa_port if process == "rasa" else settings.actions_port
    web.run_app(app, host="127.0.0.1", port=int(port), access_log=None, print=lambda _: None)
    return 0


def _prepare(settings: Settings) -> int:
    settings.secret()
    engine = make_engine(settings.database)
    migrate(engine)
    with transaction(engine) as session:
        load_rows(session, list(read_content(CONTENT, Path("none"))))
    return 0


if __name__ == "__main__":
    sys.exit(_prepare(load_settings()) if sys.argv[1] == "prepare" else _serve(sys.argv[1], load_settings()))
