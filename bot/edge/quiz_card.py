"""`GET /api/quiz/card.svg?right=8`: the result as a picture to share. Whose it is stands nowhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import jinja2
from aiohttp import web

from bot.edge.keys import KNOWLEDGE
from bot.edge.words import EdgeKnowledge
from bot.quiz.items import TEN
from bot.templates import make_environment


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    return make_environment(Path(__file__).parent).get_template("quiz_card.svg.j2")


def card(words: EdgeKnowledge, right: int) -> str:
    """Return the card of a result."""

    def said(wording: str) -> str:
        return str(words.say(wording)[0]["text"])

    score = said("quiz_card_score").replace("{right}", str(right))
    title, invite, call = said("quiz_card_title"), said("quiz_card_invite"), said("quiz_card_call")
    return _template().render(title=title, score=score, invite=invite, call=call, right=right, of=TEN)


async def get_card(request: web.Request) -> web.Response:
    """Serve the card; one of eleven, the same for everybody."""
    told = request.query.get("right", "")
    if told not in {str(number) for number in range(TEN + 1)}:
        raise web.HTTPBadRequest(text=f"right: must be 0 to {TEN}")
    headers = {"Cache-Control": "public, max-age=3600"}
    svg = card(request.app[KNOWLEDGE], int(told))
    return web.Response(text=svg, content_type="image/svg+xml", headers=headers)
