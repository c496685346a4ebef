"""Every route against every role: the table says who may, the running console does what it says."""

from __future__ import annotations

import re

import pytest

from bot.console.auth.roles import ANYONE, ROLES, is_at_least
from bot.console.page import SECTIONS, Page
from bot.console.routes import ROUTES
from tests.fakes.console import Desk

NOBODY = "nobody"
TABLE = [pytest.param(page, id=f"{page.method} {page.path}") for page in ROUTES]


def path_of(page: Page) -> str:
    """Return a path that the route takes; nothing lies there."""
    return re.sub(r"\{[^}]+\}", "999999", page.path)


@pytest.mark.parametrize("page", TABLE)
async def test_every_route_lets_in_whom_the_table_names_and_nobody_else(page: Page, desk: Desk) -> None:
    for role in (NOBODY, *ROLES):
        browser = await (desk.stranger() if role == NOBODY else desk.clerk(role))
        answer = await (browser.get(path_of(page)) if page.method == "GET" else browser.post(path_of(page)))
        to_login = answer.status == 303 and answer.headers["Location"].split("?")[0] == "/login"
        if page.role == ANYONE or is_at_least(role, page.role):
            assert answer.status not in (401, 403, 500), (role, answer.status)
            assert not to_login or page.path in ("/logout", "/login/code"), role
        elif role == NOBODY:
            assert to_login, (role, answer.status)
        else:
            assert answer.status == 403, role


def test_only_get_and_post_and_every_change_is_a_post() -> None:
    assert {page.method for page in ROUTES} == {"GET", "POST"}
    assert all(page.handler.__name__.startswith(page.method.lower()) for page in ROUTES)


def test_what_anyone_may_open_is_only_the_way_in() -> None:
    open_paths = {page.path for page in ROUTES if page.role == ANYONE}
    assert open_paths == {"/login", "/login/code", "/invitation/{token}"}


def test_titles_stand_in_known_sections() -> None:
    assert all((page.section in SECTIONS) == bool(page.title) for page in ROUTES)
    assert all(page.method == "GET" for page in ROUTES if page.title)


async def test_a_route_outside_the_table_is_refused(desk: Desk) -> None:
    clerk = await desk.clerk("admin")
    assert (await clerk.get("/nothing")).status == 404
    assert (await clerk.post("/")).status == 405
