"""Pages of the section 开关, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import ADMIN
from bot.console.page import Page
from bot.console.pages.switches import switches

PAGES: tuple[Page, ...] = (
    Page("GET", "/switches", switches.get_switches, ADMIN, "开关", "人员与开关"),
    Page("GET", "/switches/{channel}", switches.get_switch, ADMIN),
    Page("POST", "/switches/{channel}", switches.post_switch, ADMIN),
)
