"""Forms of the console as a browser would send them, and the way to a draft."""

from __future__ import annotations

import html
import re
from typing import Any

from bot.console.keys import DESK
from bot.publish.service import Desk as PublishDesk
from bot.publish.views import DraftView
from tests.fakes.console import Browser, Desk

TYPE = "brushing_task"


def own(desk: Desk) -> PublishDesk:
    """Return the publishing desk of the running console."""
    return desk.app[DESK]


def form_of(page: str) -> dict[str, str]:
    """Return the fields of the draft's form as a browser would send them; the token is the browser's own business."""
    body = page[page.index('class="draft"') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", body):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag, re.DOTALL)
        if name and ("checkbox" not in tag or "checked" in tag):
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', body, re.DOTALL):
        found[name] = html.unescape(text)
    for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', body, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    found.pop("csrf", None)
    return found


async def begin(browser: Browser, item: str = f"/scripts/{TYPE}") -> str:
    """Begin a draft and return its path."""
    answer = await browser.post(f"{item}/edit")
    assert answer.status == 303, await answer.text()
    return answer.headers["Location"].removesuffix("/edit")


async def open_form(browser: Browser, draft: str) -> dict[str, str]:
    """Open the form of a draft."""
    answer = await browser.get(f"{draft}/edit")
    assert answer.status == 200
    return form_of(await answer.text())


async def save(browser: Browser, draft: str, form: dict[str, str], **changed: str) -> Any:
    """Send the form of a draft."""
    return await browser.post(f"{draft}/edit", None, **{**form, **changed})


def stored(desk: Desk, draft: str) -> DraftView:
    """Return a draft as it is stored."""
    return own(desk).drafts.get(int(draft.rpartition("/")[2]))


def data_of(desk: Desk, draft: str) -> dict[str, Any]:
    """Return the item of a draft as it is stored."""
    data = stored(desk, draft).data
    assert data is not None
    return data
