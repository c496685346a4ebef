"""Pages of the section everyone's own, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import VIEWER
from bot.console.page import Page
from bot.console.pages.account import overview, password, phone

PAGES: tuple[Page, ...] = (
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
)
