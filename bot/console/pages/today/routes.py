"""Pages of the section 今天, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR, PUBLISHER, VIEWER
from bot.console.page import Page
from bot.console.pages.today import bulletin, cases, cases_export, table, today

PAGES: tuple[Page, ...] = (
    Page("GET", "/today", today.get_today, VIEWER, "今天", "今天"),
    Page("GET", "/today/table/{by}", table.get_table, VIEWER),
    Page("GET", "/today/table/{by}/{format}", table.get_export, PUBLISHER),
    Page("GET", "/today/cases", cases.get_cases, VIEWER),
    Page("GET", "/today/cases/{id}", cases.get_case, EDITOR),
    Page("GET", "/today/cases/export/{format}", cases_export.get_export, PUBLISHER),
    Page("GET", "/today/bulletin", bulletin.get_bulletin, VIEWER, "周报", "今天"),
    Page("POST", "/today/bulletin", bulletin.post_bulletin, EDITOR),
    Page("POST", "/today/bulletin/word", bulletin.post_word, PUBLISHER),
)
