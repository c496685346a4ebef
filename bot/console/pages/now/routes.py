"""Pages of the section 现在, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR, VIEWER
from bot.console.page import Page
from bot.console.pages.now import call, now

PAGES: tuple[Page, ...] = (
    Page("GET", "/now", now.get_now, VIEWER, "现在", "现在"),
    Page("GET", "/now/list", now.get_list, VIEWER),
    Page("GET", "/now/{id}", call.get_call, EDITOR),
    Page("POST", "/now/{id}/take", call.post_take, EDITOR),
    Page("POST", "/now/{id}/number", call.post_number, EDITOR),
    Page("POST", "/now/{id}/back", call.post_back, EDITOR),
    Page("POST", "/now/{id}/done", call.post_done, EDITOR),
)
