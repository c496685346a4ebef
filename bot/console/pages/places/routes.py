"""Pages of the section 地点, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import ADMIN
from bot.console.page import KB, Page
from bot.console.pages.places import places

PAGES: tuple[Page, ...] = (
    Page("GET", "/places", places.get_places, ADMIN, "地点", "人员与开关"),
    Page("GET", "/places/sample.csv", places.get_sample, ADMIN),
    Page("GET", "/places/import", places.get_import, ADMIN),
    Page("POST", "/places/import", places.post_import, ADMIN, max_body=1024 * KB),
    Page("POST", "/places/load", places.post_load, ADMIN, max_body=2048 * KB),
)
