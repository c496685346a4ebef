"""Pages of the section 人员, each with the least role that may use it."""

from __future__ import annotations

from bot.console.auth.roles import ADMIN
from bot.console.page import Page
from bot.console.pages.people import people, person

PAGES: tuple[Page, ...] = (
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
)
