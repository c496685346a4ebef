"""The duty desk in a real Chromium: somebody asks, it rings, one officer takes the call."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, delete

from bot.edge.seal import Sealer
from bot.settings import Settings
from db import calls
from db.record_models import CallRequest
from db.session import make_engine, transaction
from tests.browser.console_process import Console, is_clean
from tests.fakes import records

PICTURES = os.environ.get("CONSOLE_PICTURES", "")  # a folder: every page seen here is kept there


def look(page: Page, name: str) -> None:
    """Let axe look at a page, and keep its picture where that is wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"console-now-{name}.png", full_page=True)
    assert is_clean(page) == [], name


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """Start a console where somebody is on duty."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUTY_DESK", "1")
        running = Console(tmp_path_factory.mktemp("duty"))
    yield running
    running.system.stop()


@pytest.fixture
def engine(console: Console) -> Iterator[Engine]:
    """Open the database of the running console, with no calls in it."""
    made = make_engine(f"sqlite:///{Path(console.system.environment['VAR_DIR']) / 'assistant.db'}")
    with transaction(made) as session:
        session.execute(delete(CallRequest))
    records.load_spots(made)
    yield made
    made.dispose()


def ask(engine: Engine, console: Console, person: str, ago: float, place: str = "") -> int:
    given = console.system.environment
    settings = Settings(var_dir=given["VAR_DIR"], secret_key=given.get("SECRET_KEY", ""))
    sealed = "" if place else Sealer(settings.secret()).seal_contact("13912345678")
    at = datetime.now(timezone.utc) - timedelta(seconds=ago)
    channel = "kiosk" if place else "wechat"
    return calls.ask(engine, person, channel, place, "about_to_pay", "authority_police", at, sealed)


def test_it_rings_without_a_reload_and_one_officer_takes_the_call(
    browser: Browser, desk: Page, console: Console, engine: Engine
) -> None:
    console.enter(desk, "陈静", "editor")
    desk.goto("/now")
    expect(desk.get_by_text("现在没有人在等")).to_be_visible()
    look(desk, "1")
    desk.get_by_role("button", name="打开响铃").click()
    expect(desk.locator("#bell-state")).to_contain_text("响铃开着")
    rung = int(desk.locator("#chime").get_attribute("data-rung") or 0)
    ask(engine, console, "a", 3)
    ask(engine, console, "b", 320)
    ask(engine, console, "c", 65, "k1")
    expect(desk.locator(".call")).to_have_count(3)
    expect(desk.locator("#chime")).to_have_attribute("data-rung", str(rung + 1))
    expect(desk.locator(".call").first).to_contain_text("请当事人直接打110")
    assert desk.title().startswith("（3人在等）")
    shown = desk.locator("[data-seconds]").last
    before = shown.inner_text()
    desk.get_by_role("button", name="我来接").last.focus()
    expect(shown).not_to_have_text(before)
    expect(desk.get_by_role("button", name="我来接").last).to_be_focused()
    look(desk, "2")
    desk.get_by_role("button", name="我来接").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("您接的这一个")
    desk.get_by_role("button", name="看号码").click()
    expect(desk.locator("#number")).to_have_text("13912345678")
    look(desk, "3")
    desk.get_by_label("通上话了，钱没有转").check()
    desk.get_by_role("button", name="办完了").click()
    expect(desk.locator(".flash")).to_contain_text("号码已经删掉")
    expect(desk.locator(".call")).to_have_count(2)


def test_it_says_so_when_nobody_is_logged_in_any_more(desk: Page, console: Console, engine: Engine) -> None:
    console.enter(desk, "赵强", "viewer")
    desk.goto("/now")
    expect(desk.locator("#bell-state")).to_contain_text("响铃还没开")
    desk.context.clear_cookies()
    expect(desk.locator("#bell-state")).to_contain_text("您已经退出登录")
    expect(desk.locator(".bell")).to_have_class("bell trouble")


def test_it_works_without_scripts(browser: Browser, desk: Page, console: Console, engine: Engine) -> None:
    console.enter(desk, "孙丽", "editor")
    ask(engine, console, "a", 10)
    plain = browser.new_context(base_url=console.url, java_script_enabled=False)
    plain.add_cookies(desk.context.cookies())  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto("/now")
    expect(page.get_by_role("link", name="刷新")).to_be_visible()
    page.get_by_role("button", name="我来接").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您接的这一个")
    plain.close()


@pytest.mark.parametrize("width", [320, 700])
def test_the_desk_needs_no_sideways_scrolling(width: int, desk: Page, console: Console, engine: Engine) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    console.enter(desk, f"孙{width}", "editor")
    call = ask(engine, console, "a", 400)
    desk.goto("/now")
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.get_by_role("button", name="我来接").click()
    desk.goto(f"/now/{call}")
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
