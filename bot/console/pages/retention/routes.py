"""Pages of the section 数据保留, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import ADMIN
from bot.console.page import Page
from bot.console.pages.retention import retention

PAGES: tuple[Page, ...] = (Page("GET", "/retention", retention.get_retention, ADMIN, "数据保留", "人员与开关"),)
