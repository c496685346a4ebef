"""Pages of the section 脚本, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR, PUBLISHER, VIEWER
from bot.console.page import Page
from bot.console.pages.scripts import adding, drafts, editing, history, listing, merging, new_way, sentences, view
from bot.console.pages.scripts.common import BODY

PAGES: tuple[Page, ...] = (
    Page("GET", "/scripts", listing.get_scripts, VIEWER, "类型", "脚本"),
    Page("GET", "/scripts/{id}", view.get_item, VIEWER),
    Page("GET", "/scripts/{id}/preview", view.get_preview, VIEWER),
    Page("POST", "/scripts/{id}/edit", view.post_edit, EDITOR),
    Page("GET", "/scripts/{id}/history", history.get_history, EDITOR),
    Page("GET", "/scripts/{id}/history/{older}/{newer}", history.get_compare, EDITOR),
    Page("POST", "/scripts/{id}/history/{number}/restore", history.post_restore, EDITOR),
    Page("GET", "/items", listing.get_kinds, VIEWER, "问答和别的话", "脚本"),
    Page("GET", "/items/{kind}", listing.get_items, VIEWER),
    Page("GET", "/items/{kind}/new", adding.get_new, EDITOR),
    Page("POST", "/items/{kind}/new", adding.post_new, EDITOR),
    Page("GET", "/items/{kind}/{id}", view.get_item, VIEWER),
    Page("GET", "/items/{kind}/{id}/preview", view.get_preview, VIEWER),
    Page("POST", "/items/{kind}/{id}/edit", view.post_edit, EDITOR),
    Page("GET", "/items/{kind}/{id}/history", history.get_history, EDITOR),
    Page("GET", "/items/{kind}/{id}/history/{older}/{newer}", history.get_compare, EDITOR),
    Page("POST", "/items/{kind}/{id}/history/{number}/restore", history.post_restore, EDITOR),
    Page("GET", "/drafts", drafts.get_drafts, EDITOR, "草稿", "脚本"),
    Page("GET", "/drafts/{id}", drafts.get_draft, EDITOR),
    Page("GET", "/drafts/{id}/edit", editing.get_edit, EDITOR),
    Page("POST", "/drafts/{id}/edit", editing.post_edit, EDITOR, max_body=BODY, keeps=True),
    Page("POST", "/drafts/{id}/check", editing.post_check, EDITOR, max_body=BODY),
    Page("GET", "/drafts/{id}/preview", drafts.get_draft_preview, EDITOR),
    Page("POST", "/drafts/{id}/merge", merging.post_merge, EDITOR, max_body=BODY, keeps=True),
    Page("GET", "/drafts/{id}/rebase", merging.get_rebase, EDITOR),
    Page("POST", "/drafts/{id}/rebase", merging.post_rebase, EDITOR),
    Page("POST", "/drafts/{id}/copy", merging.post_copy, EDITOR, max_body=BODY, keeps=True),
    Page("POST", "/drafts/{id}/submit", drafts.post_submit, EDITOR),
    Page("GET", "/drafts/{id}/withdraw", drafts.get_withdraw, EDITOR),
    Page("POST", "/drafts/{id}/withdraw", drafts.post_withdraw, EDITOR),
    Page("GET", "/drafts/{id}/return", drafts.get_return, PUBLISHER),
    Page("POST", "/drafts/{id}/return", drafts.post_return, PUBLISHER, keeps=True),
    Page("GET", "/drafts/{id}/approve", drafts.get_approve, PUBLISHER),
    Page("POST", "/drafts/{id}/approve", drafts.post_approve, PUBLISHER),
    Page("GET", "/newway", new_way.get_new_way, EDITOR, "新花样", "脚本"),
    Page("POST", "/newway/{id}", new_way.post_start, EDITOR),
    Page("GET", "/drafts/{id}/newway", new_way.get_variant, EDITOR),
    Page("POST", "/drafts/{id}/newway", new_way.post_variant, EDITOR, max_body=BODY, keeps=True),
    Page("POST", "/drafts/{id}/newway/check", new_way.post_check, EDITOR, max_body=BODY),
    Page("GET", "/drafts/{id}/sentences", sentences.get_sentences, EDITOR),
    Page("POST", "/drafts/{id}/sentences", sentences.post_sentences, EDITOR, max_body=BODY, keeps=True),
    Page("POST", "/drafts/{id}/sentences/check", sentences.post_check, EDITOR, max_body=BODY),
)
