"""Pages of the section 例句, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import EDITOR
from bot.console.page import KB, Page
from bot.console.pages.examples import add, browse, draft, one, trying

PAGES: tuple[Page, ...] = (
    Page("GET", "/examples", browse.get_examples, EDITOR, "例句", "例句"),
    Page("GET", "/examples/add", add.get_add, EDITOR),
    Page("POST", "/examples/add", add.post_add, EDITOR, max_body=256 * KB),
    Page("GET", "/examples/try", trying.get_try, EDITOR, "试一句", "例句"),
    Page("POST", "/examples/try", trying.post_try, EDITOR),
    Page("GET", "/examples/drafts/{id}", draft.get_draft, EDITOR),
    Page("POST", "/examples/drafts/{id}/drop", draft.post_drop, EDITOR),
    Page("POST", "/examples/drafts/{id}/submit", draft.post_submit, EDITOR),
    Page("POST", "/examples/drafts/{id}/withdraw", draft.post_withdraw, EDITOR),
    Page("GET", "/examples/{id}", one.get_example, EDITOR),
    Page("POST", "/examples/{id}/move", one.post_move, EDITOR),
    Page("POST", "/examples/{id}/stage", one.post_stage, EDITOR),
    Page("POST", "/examples/{id}/retire", one.post_retire, EDITOR),
    Page("POST", "/examples/{id}/back", one.post_bring_back, EDITOR),
)
