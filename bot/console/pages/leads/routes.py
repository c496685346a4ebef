"""Pages of the section 线索, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR, PUBLISHER, VIEWER
from bot.console.page import KB, Page
from bot.console.pages.leads import blocklist, bringing, check, export, listing

CSV_BODY = 1100 * KB

PAGES: tuple[Page, ...] = (
    Page("GET", "/leads", listing.get_leads, VIEWER, "居民报的", "线索"),
    Page("GET", "/leads/check", check.get_check, EDITOR, "查一个号码或链接", "线索"),
    Page("POST", "/leads/check", check.post_check, EDITOR),
    Page("GET", "/leads/export", export.get_export, PUBLISHER),
    Page("POST", "/leads/export", export.post_export, PUBLISHER),
    Page("POST", "/leads/{lead}/block", listing.post_block, PUBLISHER),
    Page("POST", "/leads/{lead}/unblock", listing.post_unblock, PUBLISHER),
    Page("GET", "/blocklist", blocklist.get_blocklist, EDITOR, "黑名单", "线索"),
    Page("GET", "/blocklist/import", bringing.get_import, PUBLISHER),
    Page("POST", "/blocklist/import", bringing.post_import, PUBLISHER, max_body=CSV_BODY),
    Page("GET", "/blocklist/imports/{id}", bringing.get_run, PUBLISHER),
    Page("POST", "/blocklist/imports/{id}/load", bringing.post_load, PUBLISHER),
    Page("GET", "/blocklist/imports/{id}/undo", bringing.get_undo, PUBLISHER),
    Page("POST", "/blocklist/imports/{id}/undo", bringing.post_undo, PUBLISHER),
)
