"""Pages of the section before one is known, and home, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import ANYONE, VIEWER
from bot.console.page import Page
from bot.console.pages.entry import code, home, invitation, login, logout

PAGES: tuple[Page, ...] = (
    Page("GET", "/login", login.get_login, ANYONE),
    Page("POST", "/login", login.post_login, ANYONE),
    Page("GET", "/login/code", code.get_code, ANYONE),
    Page("POST", "/login/code", code.post_code, ANYONE),
    Page("GET", "/invitation/{token}", invitation.get_invitation, ANYONE),
    Page("POST", "/invitation/{token}", invitation.post_invitation, ANYONE),
    Page("GET", "/", home.get_home, VIEWER),
    Page("POST", "/logout", logout.post_logout, VIEWER),
)
