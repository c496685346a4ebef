"""Pages of the section 宣传, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR, PUBLISHER, VIEWER
from bot.console.page import Page
from bot.console.pages.posters import articles, effect, order, sets

PAGES: tuple[Page, ...] = (
    Page("GET", "/posters", order.get_posters, EDITOR, "宣传品", "宣传"),
    Page("POST", "/posters", order.post_posters, EDITOR),
    Page("GET", "/posters/{id}", sets.get_set, EDITOR),
    Page("GET", "/posters/{id}/progress", sets.get_progress, EDITOR),
    Page("POST", "/posters/{id}/again", sets.post_again, EDITOR),
    Page("GET", "/posters/{id}/zip", sets.get_zip, EDITOR),
    Page("GET", "/posters/{id}/sheets/{n}.{form}", sets.get_sheet, EDITOR),
    Page("GET", "/articles", articles.get_articles, EDITOR, "文章和短视频", "宣传"),
    Page("POST", "/articles/file", articles.post_file, EDITOR),
    Page("GET", "/effect", effect.get_effect, VIEWER, "宣传效果", "宣传"),
    Page("GET", "/effect/{table}/{format}", effect.get_export, PUBLISHER),
)
