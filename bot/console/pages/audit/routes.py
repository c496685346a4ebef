"""Pages of the section 审计, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import PUBLISHER
from bot.console.page import Page
from bot.console.pages.audit import audit

PAGES: tuple[Page, ...] = (Page("GET", "/audit", audit.get_audit, PUBLISHER, "审计", "审计"),)
