"""The one table of the console: every page with the least role that may use it.

A new page is a handler in bot/console/pages/<section>/ and a line here. The
guard refuses what is not in the table; a test walks table × roles.
"""

from __future__ import annotations

from bot.console.auth.roles import ADMIN, ANYONE, EDITOR, PUBLISHER, VIEWER
from bot.console.page import Page
from bot.console.pages.account import overview
from bot.console.pages.entry import code, home, invitation, login, logout

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
    # 现在
    # 今天
    # 脚本
    # 例句
    # 审核
    # 线索
    # 回访
    # 发布
    # 人员与开关
    # 审计
)
