"""Coming in: invitation, login, code of the phone, logging out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyotp
import pytest

from bot.console.auth.tokens import fingerprint, new_token
from bot.console.keys import BOX, KEYS, WARMING
from bot.console.routes import ROUTES
from bot.console.warming import Warming
from db import staff
from db.session import transaction
from tests.fakes.console import PASSWORD, Desk, open_desk


def invited(desk: Desk, name: str = "王芳", role: str = "editor") -> str:
    """Make an account without password; return the token of its invitation."""
    token = new_token()
    with transaction(desk.engine) as session:
        person = staff.add(session, name, name, role, desk.clock())
        staff.invite(session, person.id, fingerprint(token), "me", desk.clock())
    return token


def add_phone(desk: Desk, staff_id: int, recovery: str = "") -> str:
    """Give an account a phone; return its secret."""
    secret = pyotp.random_base32()
    with transaction(desk.engine) as session:
        person = staff.by_id(session, staff_id)
        assert person is not None
        person.totp_sealed = desk.app[BOX].encrypt(secret.encode()).decode()
        staff.set_recovery(session, staff_id, [desk.app[KEYS].recovery(recovery)] if recovery else [])
    return secret


async def test_a_new_clerk_comes_in_through_the_invitation(desk: Desk) -> None:
    token, browser = invited(desk), await desk.stranger()
    assert "王芳，您好" in await (await browser.get(f"/invitation/{token}")).text()
    answer = await browser.post(f"/invitation/{token}", password=PASSWORD, again=PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (303, "/login")
    assert "密码设好了" in await (await browser.get("/login")).text()
    answer = await browser.log_in("王芳")
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    page = await (await browser.get("/account")).text()
    assert "王芳" in page
    assert "编辑" in page
    assert [action for _, action, _ in desk.audited()] == ["password.set", "login"]


@pytest.mark.parametrize(("role", "times"), [("editor", 1), ("viewer", 0)])
async def test_examples_are_read_ahead_when_somebody_who_writes_comes_in(
    role: str, times: int, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Warming] = []
    monkeypatch.setattr(Warming, "begin", lambda warming: begun.append(warming))
    token, browser = invited(desk, role=role), await desk.stranger()
    await browser.post(f"/invitation/{token}", password=PASSWORD, again=PASSWORD)
    await browser.log_in("王芳")
    assert begun == [desk.app[WARMING]] * times


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "至少 12 个字"),
        ("123456789012", "123456789012", "太常见"),
        (PASSWORD, PASSWORD + "1", "不一样"),
    ],
)
async def test_a_bad_new_password_is_told_beside_its_field(password: str, again: str, told: str, desk: Desk) -> None:
    token, browser = invited(desk), await desk.stranger()
    answer = await browser.post(f"/invitation/{token}", password=password, again=again)
    assert answer.status == 422
    assert told in await answer.text()


async def test_an_invitation_works_once_and_for_72_hours(desk: Desk) -> None:
    token, browser = invited(desk), await desk.stranger()
    desk.clock.forward(hours=72)
    assert (await browser.get(f"/invitation/{token}")).status == 404
    desk.clock.forward(seconds=-1)
    assert (await browser.post(f"/invitation/{token}", password=PASSWORD, again=PASSWORD)).status == 303
    assert (await browser.post(f"/invitation/{token}", password=PASSWORD, again=PASSWORD)).status == 404
    assert (await browser.get("/invitation/" + "x" * 43)).status == 404


async def test_login_leads_to_the_page_that_was_wanted(desk: Desk) -> None:
    desk.hire("李明", "viewer")
    browser = await desk.stranger()
    answer = await browser.get("/account?a=1")
    assert answer.headers["Location"] == "/login?next=%2Faccount%3Fa%3D1"
    assert 'value="/account?a=1"' in await (await browser.get(answer.headers["Location"])).text()
    assert (await browser.log_in("李明", next="/account?a=1")).headers["Location"] == "/account?a=1"


async def test_with_a_phone_the_password_is_not_enough(desk: Desk) -> None:
    secret = add_phone(desk, desk.hire("李明", "viewer"))
    browser = await desk.stranger()
    assert (await browser.log_in("李明", next="/account")).headers["Location"] == "/login/code?next=/account"
    assert (await browser.get("/account")).headers["Location"].startswith("/login")
    assert (await browser.post("/login/code", code="000000")).status == 422
    code = pyotp.TOTP(secret).at(desk.clock())
    answer = await browser.post("/login/code", code=code, next="/account")
    assert (answer.status, answer.headers["Location"]) == (303, "/account")
    assert (await browser.get("/account")).status == 200
    second = await desk.stranger()
    await second.log_in("李明")
    assert (await second.post("/login/code", code=code)).status == 422  # a code is taken once


async def test_a_recovery_code_opens_once(desk: Desk) -> None:
    add_phone(desk, desk.hire("李明", "viewer"), recovery="ABCDE-FGHJK")
    for expected in (303, 422):
        browser = await desk.stranger()
        await browser.log_in("李明")
        assert (await browser.post("/login/code", code="abcde fghjk")).status == expected


async def test_between_password_and_code_are_five_minutes(desk: Desk) -> None:
    secret = add_phone(desk, desk.hire("李明", "viewer"))
    browser = await desk.stranger()
    await browser.log_in("李明")
    desk.clock.forward(minutes=5)
    answer = await browser.post("/login/code", code=pyotp.TOTP(secret).at(desk.clock()))
    assert answer.headers["Location"].startswith("/login?")


@pytest.mark.parametrize(("step", "steps", "is_in"), [(29, 1, True), (30, 1, False), (29, 24, True), (29, 25, False)])
async def test_a_session_ends_when_idle_and_after_twelve_hours(step: int, steps: int, is_in: bool, desk: Desk) -> None:
    clerk = await desk.clerk("viewer")
    answer = await clerk.get("/account")
    for _ in range(steps):
        desk.clock.forward(minutes=step)
        answer = await clerk.get("/account")
    assert (answer.status == 200) == is_in


async def test_the_home_page_of_who_sees_no_section_is_their_account(tmp_path: Path) -> None:
    async with open_desk(tmp_path, tuple(replace(page, title="", section="") for page in ROUTES)) as desk:
        clerk = await desk.clerk("viewer")
        assert (await clerk.get("/")).headers["Location"] == "/account"


@pytest.mark.parametrize(("duty_desk", "home"), [("1", "/now"), ("0", "/today")])
async def test_the_home_page_is_the_duty_desk_where_there_is_one(duty_desk: str, home: str, tmp_path: Path) -> None:
    async with open_desk(tmp_path, duty_desk=duty_desk) as desk:
        clerk = await desk.clerk("viewer")
        assert (await clerk.get("/")).headers["Location"] == home
