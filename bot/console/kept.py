"""What somebody wrote is not lost because the session ended meanwhile.

The page that answers carries the form back in hidden fields: nothing is stored, nothing
needs a script, and after a login in another tab one button sends it again. Only a form
that one of our own pages sent is carried; a foreign page's is refused as ever.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from bot.console.keys import HOSTS
from bot.console.page import Page
from bot.console.render import render
from bot.console.visit import visit_of

_OURS = frozenset({"csrf", "version", "opened", "mine", "then"})  # of the machine, not of the person


def is_from_us(request: web.Request) -> bool:
    """Say whether the browser itself names one of our pages as the sender."""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc in request.app[HOSTS]


async def show_kept(request: web.Request, page: Page) -> web.Response | None:
    """Return the page that gives the form back, None where there is nothing to keep."""
    if not (page.keeps and is_from_us(request)):
        return None
    if request.content_length is None or request.content_length > page.max_body:
        return None
    form = await request.post()
    kept = [(name, value) for name, value in form.items() if isinstance(value, str) and name != "csrf"]
    typed = [value for name, value in kept if name not in _OURS and len(value.strip()) > 1]
    if not typed:
        return None
    is_in = visit_of(request).actor is not None
    title = "再按一次就存上" if is_in else "您已经退出，写的都还在"
    status = 409 if is_in else 401
    return render(request, "kept", status=status, title=title, kept=kept, typed=typed, is_in=is_in)
