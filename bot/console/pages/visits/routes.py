"""Pages of the section 回访, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR, PUBLISHER, VIEWER
from bot.console.page import KB, Page
from bot.console.pages.visits import bringing, listing, one

CSV_BODY = 1100 * KB

PAGES: tuple[Page, ...] = (
    Page("GET", "/visits", listing.get_visits, VIEWER, "回访", "回访"),
    Page("GET", "/visits/import", bringing.get_import, PUBLISHER),
    Page("POST", "/visits/import", bringing.post_import, PUBLISHER, max_body=CSV_BODY),
    Page("GET", "/visits/imports/{id}", bringing.get_run, PUBLISHER),
    Page("POST", "/visits/imports/{id}/load", bringing.post_load, PUBLISHER),
    Page("GET", "/visits/{id}", one.get_visit, EDITOR),
    Page("POST", "/visits/{id}/claim", listing.post_claim, EDITOR),
    Page("POST", "/visits/{id}/give-back", listing.post_give_back, EDITOR),
    Page("POST", "/visits/{id}/number", one.post_number, EDITOR),
    Page("POST", "/visits/{id}/outcome", one.post_outcome, EDITOR),
    Page("GET", "/visits/{id}/stop", one.get_stop, EDITOR),
    Page("POST", "/visits/{id}/stop", one.post_stop, EDITOR),
)
