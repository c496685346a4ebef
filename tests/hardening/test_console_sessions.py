# Attack: plant a session and wait for the login, use a copied cookie after the logout, guess
# passwords, learn who works here, come from another site or by another name, go elsewhere afterwards.
"""The way into the console."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import pytest_asyncio

from bot.console.auth.tokens import new_token
from bot.console.keys import HASHING, KEYS
from db import staff
from db.session import transaction
from tests.fakes.console import PASSWORD, Browser, Desk, open_desk


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        opened.hire("李明", "editor")
        yield opened


async def is_in(browser: Browser) -> bool:
    return (await browser.get("/account")).status == 200


async def test_a_planted_session_does_not_become_the_victims(desk: Desk) -> None:
    planted, victim, attacker = new_token(), await desk.stranger(), await desk.stranger()
    victim.cookie = attacker.cookie = planted
    assert (await victim.log_in("李明")).status == 303
    assert victim.cookie != planted
    assert await is_in(victim)
    assert not await is_in(attacker)


async def test_a_copied_cookie_is_worth_nothing_after_logout(desk: Desk) -> None:
    victim, thief = await desk.stranger(), await desk.stranger()
    await victim.log_in("李明")
    thief.cookie = victim.cookie
    assert await is_in(thief)
    assert (await victim.post("/logout")).status == 303
    assert not await is_in(thief)


async def test_a_new_password_ends_every_other_session(desk: Desk) -> None:
    victim, thief = await desk.stranger(), await desk.clerk("editor", "李明")
    await victim.log_in("李明")
    fresh = "绿色 茶壶 挂在 大树上"
    answer = await victim.post("/account/password", current=PASSWORD, password=fresh, again=fresh)
    assert answer.status == 303
    assert await is_in(victim)
    assert not await is_in(thief)
    assert (await (await desk.stranger()).log_in("李明")).status == 422
    assert (await (await desk.stranger()).log_in("李明", fresh)).status == 303


async def test_a_stolen_session_cannot_change_the_password(desk: Desk) -> None:
    thief = await desk.clerk("editor", "李明")
    fresh = "绿色 茶壶 挂在 大树上"
    for _ in range(15):
        answer = await thief.post("/account/password", current="guess", password=fresh, again=fresh)
        assert answer.status == 422
    # and while it is guessed, even the right one is not looked at
    assert (await thief.post("/account/password", current=PASSWORD, password=fresh, again=fresh)).status == 422


async def test_the_cookie_is_closed_to_scripts_and_other_sites(desk: Desk) -> None:
    answer = await (await desk.stranger()).log_in("李明")
    jar = SimpleCookie(answer.headers["Set-Cookie"])["console"]
    assert (jar["httponly"], jar["samesite"], jar["path"], jar["max-age"]) == (True, "Strict", "/", "")


async def test_behind_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "secure", cookie_secure="1") as desk:
        answer = await (await desk.stranger()).get("/login")
        jar = SimpleCookie(answer.headers["Set-Cookie"])["__Host-console"]
        assert (jar["secure"], jar["path"], jar["domain"]) == (True, "/", "")


async def said(browser: Browser, name: str, password: str) -> tuple[int, str]:
    """Return what a failed login looks like, without what was typed and the token of the form."""
    answer = await browser.log_in(name, password)
    return answer.status, (await answer.text()).replace(name, "…").replace(str(_csrf(browser)), "…")


def _csrf(browser: Browser) -> str:
    assert browser.client.app is not None
    return browser.client.app[KEYS].csrf(browser.cookie)


async def test_nobody_learns_who_works_here(desk: Desk) -> None:
    off = desk.hire("停用的人", "viewer")
    with transaction(desk.engine) as session:
        person = staff.by_id(session, off)
        assert person is not None
        person.disabled_at = desk.clock()
        staff.add(session, "没设密码的人", "没设密码的人", "viewer", desk.clock())
    browser = await desk.stranger()
    seen = [await said(browser, name, "wrong") for name in ("李明", "没有这个人", "停用的人", "没设密码的人")]
    assert len(set(seen)) == 1
    assert seen[0][0] == 422
    assert (await said(browser, "停用的人", PASSWORD)) == seen[0]


async def test_the_password_is_checked_even_for_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    hashing = desk.app[HASHING]

    def verify(kept: str, password: str) -> bool:
        checked.append(kept)
        return False

    monkeypatch.setattr(hashing, "_verify", verify)
    browser = await desk.stranger()
    for name in ("李明", "没有这个人"):
        await browser.log_in(name, "wrong")
    assert len(checked) == 2
    assert {kept.split("$")[3] for kept in checked} == {"m=8,t=1,p=1"}  # the same work for both


async def test_guessing_is_slowed_down_then_locked_then_possible_again(desk: Desk) -> None:
    browser = await desk.stranger()
    for _ in range(3):
        await browser.log_in("李明", "wrong")
    assert (await browser.log_in("李明")).status == 422  # right, but too soon
    desk.clock.forward(seconds=1)
    assert (await browser.log_in("李明")).status == 303
    other = await desk.stranger()
    for _ in range(10):
        desk.clock.forward(minutes=5)
        await other.log_in("李明", "wrong")
    desk.clock.forward(minutes=14, seconds=59)
    assert (await other.log_in("李明")).status == 422
    desk.clock.forward(seconds=1)
    assert (await other.log_in("李明")).status == 303


async def test_another_name_does_not_help_an_address_that_guesses(desk: Desk) -> None:
    browser = await desk.stranger()
    for number in range(50):
        desk.clock.forward(minutes=14)  # what an account has waited at most
        await browser.log_in(f"名字{number}", "wrong")
        desk.clock.forward(minutes=1)
    assert (await browser.log_in("李明")).status == 303  # slow guesses were forgotten
    for number in range(25):
        await browser.log_in(f"别名{number}", "wrong")
    assert (await browser.log_in("李明")).status == 422


async def test_parallel_guesses_are_counted_before_they_are_checked(desk: Desk) -> None:
    browser = await desk.stranger()
    await browser.get("/login")
    answers = await asyncio.gather(*(browser.log_in("李明", f"guess{number}") for number in range(12)))
    assert {answer.status for answer in answers} == {422}
    failed = [line for line in desk.audited() if line[1] == "login.failed"]
    assert len(failed) == 3  # the others were not looked at


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/%0d%0aX: y\r\nSet-Cookie: a=b",
        "x" * 400,
        "evil.example",
        "/@evil.example",
    ],
)
async def test_after_the_login_one_stays_here(wanted: str, desk: Desk) -> None:
    browser = await desk.stranger()
    answer = await browser.log_in("李明", next=wanted)
    assert (answer.status, answer.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1@evil.example", ""])
async def test_another_host_name_is_refused(host: str, desk: Desk) -> None:
    browser = await desk.stranger()
    answer = await browser.get("/login", headers={"Host": host})
    assert answer.status in (400, 421)
    assert host not in await answer.text() or not host


async def test_the_link_of_an_invitation_does_not_follow_the_host_header(desk: Desk) -> None:
    admin = await desk.clerk("admin")
    answer = await admin.post(
        "/people/invite", headers={"X-Forwarded-Host": "evil.example"}, name="小王", role="viewer"
    )
    text = await answer.text()
    assert "evil.example" not in text
    assert "http://127.0.0.1:" in text
