"""A file sent in a form, as a browser sends it."""

from __future__ import annotations

from aiohttp import FormData

from bot.console.keys import KEYS
from tests.fakes.console import Browser


async def upload(browser: Browser, path: str, text: str) -> tuple[int, str]:
    """Send a CSV; returns the status, and where the answer leads or what it says."""
    form = FormData(quote_fields=False)
    app = browser.client.app
    assert app is not None
    form.add_field("csrf", app[KEYS].csrf(browser.cookie))
    form.add_field("file", text.encode(), filename="名单.csv", content_type="text/csv")
    body = form()
    headers = {"Content-Type": body.content_type, "Content-Length": str(body.size)}
    answer = await browser.client.post(path, data=body, headers=headers, allow_redirects=False)
    return answer.status, answer.headers.get("Location", "") or await answer.text()
