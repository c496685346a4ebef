"""Menu, paging, local paths, browsers' names: pure parts of the frame."""

from __future__ import annotations

import pytest
from aiohttp import web

from bot.console.entering import browser_of
from bot.console.forms import PER_PAGE, paging
from bot.console.local_path import local_path
from bot.console.menu import menu
from bot.console.page import Page


async def _handler(request: web.Request) -> web.Response:
    return web.Response()


PAGES = (
    Page("GET", "/audit", _handler, "publisher", "审计", "审计"),
    Page("GET", "/people", _handler, "admin", "人员", "人员与开关"),
    Page("GET", "/people/{id}", _handler, "admin"),
    Page("GET", "/people/new", _handler, "admin", "邀请", "人员与开关"),
    Page("GET", "/today", _handler, "viewer", "今天", "今天"),
)


@pytest.mark.parametrize(
    ("role", "path", "seen", "here"),
    [
        ("viewer", "/today", ["今天"], "/today"),
        ("publisher", "/audit/", ["今天", "审计"], "/audit"),
        ("admin", "/people/7", ["今天", "人员与开关", "审计"], "/people"),
        ("admin", "/people/new", ["今天", "人员与开关", "审计"], "/people/new"),
        ("admin", "/peoples", ["今天", "人员与开关", "审计"], ""),
        ("", "/today", [], ""),
    ],
)
def test_the_menu_shows_what_a_role_may_open(role: str, path: str, seen: list[str], here: str) -> None:
    sections = menu(PAGES, role, path)
    assert [section.name for section in sections] == seen
    assert [item.path for section in sections for item in section.items if item.is_here] == ([here] if here else [])


@pytest.mark.parametrize(
    ("asked", "total", "number", "pages"),
    [
        ("", 0, 1, 1),
        ("1", PER_PAGE, 1, 1),
        ("2", PER_PAGE + 1, 2, 2),
        ("9", 3, 1, 1),
        ("-1", 99, 1, 2),
        ("²", 99, 1, 2),
        ("9" * 99, 99, 1, 2),
    ],
)
def test_paging_gives_the_nearest_page(asked: str, total: int, number: int, pages: int) -> None:
    found = paging(asked, total)
    assert (found.number, found.pages, found.skip) == (number, pages, (number - 1) * PER_PAGE)


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/", "/"),
        ("/audit?page=2&actor=%E7%8E%8B", "/audit?page=2&actor=%E7%8E%8B"),
        ("", "/"),
        ("//a", "/"),
        ("/a b", "/"),
    ],
)
def test_only_a_local_path_is_gone_to(wanted: str, path: str) -> None:
    assert local_path(wanted) == path


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari Edg/140", "Edge Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0", "Firefox Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/140 MicroMessenger/8", "微信 安卓"),
        ("<script>", "浏览器"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent: str, name: str) -> None:
    assert browser_of(agent) == name
