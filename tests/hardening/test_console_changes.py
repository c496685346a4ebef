# Attack: have a clerk's browser send a change from another site, send bodies that are too big or of
# another form, raise oneself, remove the last admin, put markup or line ends where names are shown.
"""What changes anything in the console."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from bot.console.page import KB, Page
from bot.console.routes import ROUTES
from db import staff
from db.audit import Actor, record
from db.session import transaction
from tests.fakes.console import Desk, open_desk

POSTS = [page for page in ROUTES if page.method == "POST"]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("page", [pytest.param(page, id=page.path) for page in POSTS])
async def test_no_change_without_the_token_of_this_session(page: Page, desk: Desk) -> None:
    clerk, other = await desk.clerk("admin"), await desk.clerk("admin", "另一位")
    path = re.sub(r"\{[^}]+\}", "1", page.path)
    foreign = re.search(r'name="csrf" value="(\w+)"', await (await other.get("/account")).text())
    assert foreign is not None
    for token in ("", "x", "é", foreign[1], foreign[1][:-1]):
        assert (await clerk.post(path, csrf=token)).status == 403, token
    assert desk.audited() == []


async def test_another_site_is_refused_even_with_the_token(desk: Desk) -> None:
    clerk = await desk.clerk("admin")
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1"):
        answer = await clerk.post("/people/invite", headers={"Origin": origin}, name="小王", role="viewer")
        assert answer.status == 403, origin
    assert desk.audited() == []


async def test_a_big_body_is_refused_before_it_is_read(desk: Desk) -> None:
    clerk = await desk.clerk("admin")
    assert (await clerk.post("/people/invite", name="x" * (65 * KB), role="viewer")).status == 413

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"a" * KB

    answer = await clerk.client.post("/people/invite", data=endless(), allow_redirects=False)
    assert answer.status == 411


@pytest.mark.parametrize("content", ["application/json", "multipart/form-data; boundary=x", "text/plain", "a/b;c"])
async def test_a_body_of_another_form_changes_nothing(content: str, desk: Desk) -> None:
    clerk = await desk.clerk("admin")
    body = b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n'
    answer = await clerk.client.post(
        "/people/invite", data=body, headers={"Content-Type": content}, allow_redirects=False
    )
    assert 400 <= answer.status < 500
    assert "Traceback" not in await answer.text()
    assert desk.audited() == []


async def test_a_file_in_place_of_a_word_is_refused(desk: Desk) -> None:
    clerk = await desk.clerk("admin")
    found = re.search(r'name="csrf" value="(\w+)"', await (await clerk.get("/account")).text())
    form = aiohttp.FormData({"csrf": found[1] if found else "", "role": "viewer"})
    form.add_field("name", b"x", filename="x.txt")
    assert (await clerk.client.post("/people/invite", data=form, allow_redirects=False)).status == 400


@pytest.mark.parametrize("role", ["editor", "viewer", "admin"])
async def test_nobody_changes_their_own_role(role: str, desk: Desk) -> None:
    desk.hire("另一位", "admin")
    admin = await desk.clerk("admin")
    own = desk.people["admin一号"]
    await admin.post(f"/people/{own}/role", role=role)
    await admin.post(f"/people/{own}/disable")
    await admin.post(f"/people/{own}/phone")
    with transaction(desk.engine) as session:
        person = staff.by_id(session, own)
        assert person is not None
        assert (person.role, person.disabled_at) == ("admin", None)
    assert desk.audited() == []


@pytest.mark.parametrize("role", ["root", "", "admin ", "ADMIN"])
async def test_an_unknown_role_is_not_given(role: str, desk: Desk) -> None:
    admin, other = await desk.clerk("admin"), desk.hire("小王", "viewer")
    await admin.post(f"/people/{other}/role", role=role)
    with transaction(desk.engine) as session:
        person = staff.by_id(session, other)
        assert person is not None
        assert person.role in ("viewer", "admin" if role.strip() == "admin" else "viewer")


async def test_a_role_that_is_taken_away_counts_at_once(desk: Desk) -> None:
    admin, fallen = await desk.clerk("admin"), await desk.clerk("admin", "小王")
    assert (await fallen.get("/people")).status == 200
    await admin.post(f"/people/{desk.people['小王']}/role", role="viewer")
    assert (await fallen.get("/people")).status == 403
    await admin.post(f"/people/{desk.people['小王']}/disable")
    assert (await fallen.get("/account")).status == 303


async def test_two_admins_cannot_remove_each_other_at_once(desk: Desk) -> None:
    one, two = await desk.clerk("admin"), await desk.clerk("admin", "另一位")
    await asyncio.gather(
        one.post(f"/people/{desk.people['另一位']}/disable"),
        two.post(f"/people/{desk.people['admin一号']}/role", role="viewer"),
    )
    with transaction(desk.engine) as session:
        assert staff.other_admins(session, 0) == 1


async def test_markup_in_names_and_records_stays_text(desk: Desk) -> None:
    number = desk.hire(HOSTILE[:40], "admin")
    with transaction(desk.engine) as session:
        actor = Actor(number, HOSTILE, "admin", HOSTILE, desk.clock())
        record(session, actor, HOSTILE[:40], HOSTILE, {HOSTILE: HOSTILE})
    clerk = await desk.clerk("admin", HOSTILE[:40])
    for path in ("/account", "/people", f"/people/{number}", f"/people/{number}/disable", "/audit"):
        page = await (await clerk.get(path)).text()
        assert "&lt;script&gt;" in page, path
        assert "<script" not in page, path
        assert "<img src=x" not in page, path
    asked = await clerk.get("/audit", params={"target": HOSTILE, "page": HOSTILE})
    assert "<script" not in await asked.text()
    login = await (await desk.stranger()).log_in(HOSTILE)
    assert "<script" not in await login.text()


@pytest.mark.parametrize(
    "name", ["a\r\nSet-Cookie: a=b", HOSTILE, "x", "x" * 21, "a b", "a/b", "\u202eabc", "a\u200bb"]
)
async def test_names_are_plain(name: str, desk: Desk) -> None:
    admin = await desk.clerk("admin")
    answer = await admin.post("/people/invite", name=name, role="viewer")
    assert answer.status in (400, 422)
    assert "Set-Cookie" not in answer.headers


async def test_a_planted_flash_is_not_shown(desk: Desk) -> None:
    clerk = await desk.clerk("viewer")
    clerk.client.session.cookie_jar.update_cookies({"console_flash": "InR4dCI.forged.sig"}, clerk.client.make_url("/"))
    assert 'class="flash"' not in await (await clerk.get("/account")).text()


async def test_every_page_carries_the_policy_and_nothing_inline(desk: Desk) -> None:
    clerk = await desk.clerk("admin")
    for path in ("/login", "/account", "/people", "/people/invite", "/switches", "/audit", "/nothing", "/static/x"):
        answer = await clerk.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers
        page = await answer.text()
        assert re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style", page) is None, path


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE id=1"]
)
async def test_the_record_cannot_be_rewritten(statement: str, desk: Desk) -> None:
    with transaction(desk.engine) as session:
        record(session, Actor(None, "me", "", "", desk.clock()), "test")
    with pytest.raises(DatabaseError, match="append-only"), transaction(desk.engine) as session:
        session.execute(text(statement))
    assert desk.audited() == [("me", "test", "")]


async def test_an_error_says_nothing_of_its_cause(desk: Desk) -> None:
    clerk = await desk.clerk("admin")
    with desk.engine.begin() as connection:
        connection.execute(text("ALTER TABLE channel_switches RENAME TO gone"))
    answer = await clerk.get("/switches")
    assert answer.status == 503
    page = await answer.text()
    assert "数据库暂时连不上" in page
    assert "channel_switches" not in page
