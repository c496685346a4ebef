"""The pages of figures in a real Chromium; axe looks at each, and a clerk follows a figure to its cases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from db.session import make_engine
from tests.browser.console_process import Console, is_clean
from tests.fakes import records

PICTURES = os.environ.get("CONSOLE_PICTURES", "")  # a folder: every page seen here is kept there
CHINA = timezone(timedelta(hours=8))


def look(page: Page, name: str) -> None:
    """Let axe look at a page, and keep its picture where that is wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"console-today-{name}.png", full_page=True)
    assert is_clean(page) == [], name


@pytest.fixture(scope="module")
def filled(console: Console) -> Iterator[Console]:
    """Fill the database of the running console."""
    engine = make_engine(f"sqlite:///{Path(console.system.environment['VAR_DIR']) / 'assistant.db'}")
    today = datetime.now(CHINA).date()
    records.load_spots(engine)
    records.fill(engine, 900, today, 84)
    records.fill(engine, 60, today, 7, seed=8, type="game_trade")
    records.say(
        engine, text="<script>alert(1)</script>他让我转到安全账户，我叫王大力，电话13912345678", type="acquaintance_ai"
    )
    yield console
    engine.dispose()


def test_a_figure_leads_to_its_cases(desk: Page, filled: Console) -> None:
    filled.enter(desk, "陈静", "editor")
    desk.goto("/today")
    look(desk, "1")
    expect(desk.get_by_role("img", name="最近12周，每周多少件")).to_be_visible()
    expect(desk.get_by_role("img", name="类型")).to_be_visible()
    desk.get_by_role("link", name="今天", exact=True).last.click()
    row = desk.get_by_role("row").filter(has_text="正要转钱").first
    row.get_by_role("link").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("背后的案件")
    look(desk, "2")
    desk.goto("/today/cases?period=7&type=acquaintance_ai")
    desk.get_by_role("link", name="看这件").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("一件案件")
    expect(desk.get_by_role("table")).to_contain_text("<script>alert(1)</script>")
    expect(desk.get_by_role("table")).not_to_contain_text("13912345678")
    expect(desk.get_by_role("table")).not_to_contain_text("大力")
    look(desk, "3")


@pytest.mark.parametrize("width", [320, 640, 700])
def test_no_page_of_figures_needs_sideways_scrolling(width: int, desk: Page, filled: Console) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    filled.enter(desk, f"孙{width}", "publisher")
    for path in ("/today", "/today/table/type", "/today/cases"):
        desk.goto(path)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
