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
from bot.console.pages.leads import blocklist, bringing, check, export, listing
from bot.console.pages.now import call, now
from bot.console.pages.people import people, person
from bot.console.pages.places import places
from bot.console.pages.retention import retention
from bot.console.pages.review import example, groups, matter, one_variant, queue
from bot.console.pages.scripts import adding, drafts, editing, history, merging, new_way, sentences, view
from bot.console.pages.scripts import listing as scripts_listing
from bot.console.pages.scripts.common import BODY
from bot.console.pages.switches import switches
from bot.console.pages.today import bulletin, cases, cases_export, table, today
from bot.console.pages.visits import bringing as visits_bringing
from bot.console.pages.visits import listing as visits_listing
from bot.console.pages.visits import one

__all__ = ["ADMIN", "ANYONE", "EDITOR", "PUBLISHER", "ROUTES", "VIEWER"]

CSV_BODY = 1100 * KB

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
    Page("GET", "/now", now.get_now, VIEWER, "现在", "现在"),
    Page("GET", "/now/list", now.get_list, VIEWER),
    Page("GET", "/now/{id}", call.get_call, EDITOR),
    Page("POST", "/now/{id}/take", call.post_take, EDITOR),
    Page("POST", "/now/{id}/number", call.post_number, EDITOR),
    Page("POST", "/now/{id}/back", call.post_back, EDITOR),
    Page("POST", "/now/{id}/done", call.post_done, EDITOR),
    # 今天
    Page("GET", "/today", today.get_today, VIEWER, "今天", "今天"),
    Page("GET", "/today/table/{by}", table.get_table, VIEWER),
    Page("GET", "/today/table/{by}/{format}", table.get_export, PUBLISHER),
    Page("GET", "/today/cases", cases.get_cases, VIEWER),
    Page("GET", "/today/cases/{id}", cases.get_case, EDITOR),
    Page("GET", "/today/cases/export/{format}", cases_export.get_export, PUBLISHER),
    Page("GET", "/today/bulletin", bulletin.get_bulletin, VIEWER, "周报", "今天"),
    Page("POST", "/today/bulletin", bulletin.post_bulletin, EDITOR),
    Page("POST", "/today/bulletin/word", bulletin.post_word, PUBLISHER),
    # 脚本
    Page("GET", "/scripts", scripts_listing.get_scripts, VIEWER, "类型", "脚本"),
    Page("GET", "/scripts/{id}", view.get_item, VIEWER),
    Page("GET", "/scripts/{id}/preview", view.get_preview, VIEWER),
    Page("POST", "/scripts/{id}/edit", view.post_edit, EDITOR),
    Page("GET", "/scripts/{id}/history", history.get_history, EDITOR),
    Page("GET", "/scripts/{id}/history/{older}/{newer}", history.get_compare, EDITOR),
    Page("POST", "/scripts/{id}/history/{number}/restore", history.post_restore, EDITOR),
    Page("GET", "/items", scripts_listing.get_kinds, VIEWER, "问答和别的话", "脚本"),
    Page("GET", "/items/{kind}", scripts_listing.get_items, VIEWER),
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
    # 审核
    Page("GET", "/review", queue.get_review, VIEWER, "待审", "审核"),
    Page("POST", "/review/next", queue.post_next, EDITOR),
    Page("GET", "/review/groups", groups.get_groups, EDITOR, "说得差不多的", "审核"),
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
    # 线索
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
    # 回访
    Page("GET", "/visits", visits_listing.get_visits, VIEWER, "回访", "回访"),
    Page("GET", "/visits/import", visits_bringing.get_import, PUBLISHER),
    Page("POST", "/visits/import", visits_bringing.post_import, PUBLISHER, max_body=CSV_BODY),
    Page("GET", "/visits/imports/{id}", visits_bringing.get_run, PUBLISHER),
    Page("POST", "/visits/imports/{id}/load", visits_bringing.post_load, PUBLISHER),
    Page("GET", "/visits/{id}", one.get_visit, EDITOR),
    Page("POST", "/visits/{id}/claim", visits_listing.post_claim, EDITOR),
    Page("POST", "/visits/{id}/give-back", visits_listing.post_give_back, EDITOR),
    Page("POST", "/visits/{id}/number", one.post_number, EDITOR),
    Page("POST", "/visits/{id}/outcome", one.post_outcome, EDITOR),
    Page("GET", "/visits/{id}/stop", one.get_stop, EDITOR),
    Page("POST", "/visits/{id}/stop", one.post_stop, EDITOR),
    # 发布
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
    Page("GET", "/places", places.get_places, ADMIN, "地点", "人员与开关"),
    Page("GET", "/places/sample.csv", places.get_sample, ADMIN),
    Page("GET", "/places/import", places.get_import, ADMIN),
    Page("POST", "/places/import", places.post_import, ADMIN, max_body=1024 * KB),
    Page("POST", "/places/load", places.post_load, ADMIN, max_body=2048 * KB),
    Page("GET", "/retention", retention.get_retention, ADMIN, "数据保留", "人员与开关"),
    # 审计
    Page("GET", "/audit", audit.get_audit, PUBLISHER, "审计", "审计"),
)
