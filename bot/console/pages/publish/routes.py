"""Pages of the section 发布, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR, PUBLISHER
from bot.console.page import Page
from bot.console.pages.publish import deciding, draft, going_back, job, releases, waiting

PAGES: tuple[Page, ...] = (
    Page("GET", "/publish", waiting.get_publish, EDITOR, "等发布的", "发布"),
    Page("POST", "/publish/start", waiting.post_start, PUBLISHER),
    Page("GET", "/publish/drafts/{id}", draft.get_draft, EDITOR),
    Page("POST", "/publish/drafts/{id}/return", draft.post_return, PUBLISHER),
    Page("GET", "/publish/jobs/{id}", job.get_job, EDITOR),
    Page("GET", "/publish/jobs/{id}/progress", job.get_progress, EDITOR),
    Page("GET", "/publish/jobs/{id}/cancel", deciding.get_cancel, PUBLISHER),
    Page("POST", "/publish/jobs/{id}/cancel", deciding.post_cancel, PUBLISHER),
    Page("POST", "/publish/jobs/{id}/resume", deciding.post_resume, PUBLISHER),
    Page("POST", "/publish/jobs/{id}/override", deciding.post_override, PUBLISHER),
    Page("GET", "/publish/jobs/{id}/approve", deciding.get_approve, PUBLISHER),
    Page("POST", "/publish/jobs/{id}/approve", deciding.post_approve, PUBLISHER),
    Page("GET", "/publish/releases", releases.get_releases, EDITOR, "历次发布", "发布"),
    Page("GET", "/publish/releases/{digest}", releases.get_release, EDITOR),
    Page("GET", "/publish/releases/{digest}/back", going_back.get_back, PUBLISHER),
    Page("POST", "/publish/releases/{digest}/back", going_back.post_back, PUBLISHER),
    Page("GET", "/publish/replicas", releases.get_replicas, EDITOR, "运行情况", "发布"),
)
