"""The one table of the console: every page with the least role that may use it.

A new page is a handler in bot/console/pages/<section>/ and a line here. The
guard refuses what is not in the table; a test walks table × roles.
"""

from __future__ import annotations

from bot.console.auth.roles import ADMIN, ANYONE, EDITOR, PUBLISHER, VIEWER
from bot.console.page import KB, Page
from bot.console.pages.account import overview, password, phone
from bot.console.pages.audit import audit
from bot.console.pages.entry import code, home, invitation, login, logout
from bot.console.pages.examples import add, browse, one, trying
from bot.console.pages.examples import draft as example_draft
from bot.console.pages.people import people, person
from bot.console.pages.publish import deciding, draft, going_back, job, releases, waiting
from bot.console.pages.scripts import (
    adding,
    drafts,
    editing,
    history,
    listing,
    merging,
    new_way,
    sentences,
    view,
)
from bot.console.pages.scripts.common import BODY
from bot.console.pages.switches import switches

__all__ = ["ADMIN", "ANYONE", "EDITOR", "PUBLISHER", "ROUTES", "VIEWER"]

ROUTES: tuple[Page, ...] = (
    # before one is known
    Page("GET", "/login", login.get_login, ANYONE),
    Page("POST", "/login", login.post_login, ANYONE),
    Page("GET", "/login/code", code.get_code, ANYONE),
    Page("POST", "/login/code", code.post_code, ANYONE),
    Page("GET", "/invitation/{token}", invitation.get_invitation, ANYONE),
    Page("POST", "/invitation/{token}", invitation.post_invitation, ANYONE),
    # everyone's own
    Page("GET", "/", home.get_home, VIEWER),
    Page("POST", "/logout", logout.post_logout, VIEWER),
    Page("GET", "/account", overview.get_account, VIEWER),
    Page("POST", "/account/sessions/{id}/end", overview.post_end_session, VIEWER),
    Page("GET", "/account/password", password.get_password, VIEWER),
    Page("POST", "/account/password", password.post_password, VIEWER),
    Page("POST", "/account/phone/start", phone.post_start, VIEWER),
    Page("GET", "/account/phone", phone.get_phone, VIEWER),
    Page("POST", "/account/phone", phone.post_phone, VIEWER),
    Page("GET", "/account/phone/qr.svg", phone.get_phone_qr, VIEWER),
    Page("GET", "/account/phone/off", phone.get_phone_off, VIEWER),
    Page("POST", "/account/phone/off", phone.post_phone_off, VIEWER),
    Page("GET", "/account/phone/codes", phone.get_codes, VIEWER),
    Page("POST", "/account/phone/codes", phone.post_codes, VIEWER),
    # 现在
    # 今天
    # 脚本
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
    # 例句
    Page("GET", "/examples", browse.get_examples, EDITOR, "例句", "例句"),
    Page("GET", "/examples/add", add.get_add, EDITOR),
    Page("POST", "/examples/add", add.post_add, EDITOR, max_body=256 * KB),
    Page("GET", "/examples/try", trying.get_try, EDITOR, "试一句", "例句"),
    Page("POST", "/examples/try", trying.post_try, EDITOR),
    Page("GET", "/examples/drafts/{id}", example_draft.get_draft, EDITOR),
    Page("POST", "/examples/drafts/{id}/drop", example_draft.post_drop, EDITOR),
    Page("POST", "/examples/drafts/{id}/submit", example_draft.post_submit, EDITOR),
    Page("POST", "/examples/drafts/{id}/withdraw", example_draft.post_withdraw, EDITOR),
    Page("GET", "/examples/{id}", one.get_example, EDITOR),
    Page("POST", "/examples/{id}/move", one.post_move, EDITOR),
    Page("POST", "/examples/{id}/stage", one.post_stage, EDITOR),
    Page("POST", "/examples/{id}/retire", one.post_retire, EDITOR),
    Page("POST", "/examples/{id}/back", one.post_bring_back, EDITOR),
    # 审核
    # 线索
    # 回访
    # 发布
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
    # 人员与开关
    Page("GET", "/people", people.get_people, ADMIN, "人员", "人员与开关"),
    Page("GET", "/people/invite", people.get_invite, ADMIN),
    Page("POST", "/people/invite", people.post_invite, ADMIN),
    Page("GET", "/people/{id}", person.get_person, ADMIN),
    Page("POST", "/people/{id}/role", person.post_role, ADMIN),
    Page("GET", "/people/{id}/disable", person.get_disable, ADMIN),
    Page("POST", "/people/{id}/disable", person.post_disable, ADMIN),
    Page("POST", "/people/{id}/enable", person.post_enable, ADMIN),
    Page("GET", "/people/{id}/phone", person.get_phone_reset, ADMIN),
    Page("POST", "/people/{id}/phone", person.post_phone_reset, ADMIN),
    Page("POST", "/people/{id}/sessions/end", person.post_end_sessions, ADMIN),
    Page("POST", "/people/{id}/link", person.post_new_link, ADMIN),
    Page("GET", "/switches", switches.get_switches, ADMIN, "开关", "人员与开关"),
    Page("GET", "/switches/{channel}", switches.get_switch, ADMIN),
    Page("POST", "/switches/{channel}", switches.post_switch, ADMIN),
    # 审计
    Page("GET", "/audit", audit.get_audit, PUBLISHER, "审计", "审计"),
)
