"""Pages of the section 审核, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR, VIEWER
from bot.console.page import Page
from bot.console.pages.review import example, groups, matter, one_variant, queue

PAGES: tuple[Page, ...] = (
    Page("GET", "/review", queue.get_review, VIEWER, "待审", "审核"),
    Page("POST", "/review/next", queue.post_next, EDITOR),
    Page("GET", "/review/groups", groups.get_groups, EDITOR, "说得差不多的", "审核"),
    Page("POST", "/review/groups/gather", groups.post_gather, EDITOR),
    Page("GET", "/review/groups/{id}", groups.get_group, EDITOR),
    Page("GET", "/review/groups/{id}/variant", groups.get_group_variant, EDITOR),
    Page("POST", "/review/groups/{id}/variant", groups.post_group_variant, EDITOR),
    Page("GET", "/review/matters/{matter}", matter.get_matter, EDITOR),
    Page("POST", "/review/matters/{matter}/claim", matter.post_claim, EDITOR),
    Page("POST", "/review/matters/{matter}/release", matter.post_release, EDITOR),
    Page("POST", "/review/matters/{matter}/decide", matter.post_decide, EDITOR),
    Page("POST", "/review/matters/{matter}/take-back", matter.post_take_back, EDITOR),
    Page("GET", "/review/matters/{matter}/example", example.get_example, EDITOR),
    Page("POST", "/review/matters/{matter}/example", example.post_example, EDITOR),
    Page("GET", "/review/matters/{matter}/variant", one_variant.get_variant, EDITOR),
    Page("POST", "/review/matters/{matter}/variant", one_variant.post_variant, EDITOR),
)
