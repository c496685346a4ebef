"""`/examples/try`: how a text would be understood now. The text is kept nowhere."""

from __future__ import annotations

from aiohttp import web

from bot.console.forms import fields
from bot.console.keys import KNOWLEDGE
from bot.console.pages.examples.understood import Understood, understood
from bot.console.render import local_time, render
from bot.console.trying import TRYING, NotAnswering
from bot.console.visit import now_of
from bot.text.prepare import MAX_CHARS

TITLE = "这句话现在会被怎么理解"


async def get_try(request: web.Request) -> web.Response:
    """Show the form."""
    return _page(request, "")


async def post_try(request: web.Request) -> web.Response:
    """Ask the running assistant."""
    text = (await fields(request, text=MAX_CHARS))["text"]
    if not text:
        return _page(request, "", error="先写一句话。")
    knowledge = request.app[KNOWLEDGE].current()
    try:
        found = await request.app[TRYING].read(text, knowledge.hotlines)
    except NotAnswering:
        return _page(request, text, is_down=True)
    return _page(request, text, understood(found, knowledge, local_time(now_of(request), "%Y-%m")))


def _page(
    request: web.Request, text: str, found: Understood | None = None, error: str = "", is_down: bool = False
) -> web.Response:
    return render(
        request, "examples/try", status=422 if error else 503 if is_down else 200, title=TITLE, text=text, found=found,
        error=error, is_down=is_down,
    )  # fmt: skip
