"""The page of publicity in a real Chromium: empty, full, two townships compared, a file taken along; axe looks on."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console_process import Console, is_clean
from tests.fakes import publicity, records

PICTURES = os.environ.get("CONSOLE_PICTURES", "")  # a folder: every page seen here is kept there
CHINA = timezone(timedelta(hours=8))


def look(page: Page, name: str) -> None:
    """Let axe look at a page, and keep its picture where that is wanted."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"console-effect-{name}.png", full_page=True)
    assert is_clean(page) == [], name


def fill(console: Console) -> None:
    """Let residents of two townships take part."""
    engine, now = console.engine(), datetime.now(timezone.utc)
    records.load_spots(engine)
    records.fill(engine, 900, now.astimezone(CHINA).date(), 84)
    publicity.scan(engine, 46, now - timedelta(days=3))
    publicity.scan(engine, 12, now - timedelta(days=31))
    publicity.scan(engine, 4, now, scene=1)
    publicity.scan(engine, 21, now, scene=2)
    publicity.drill(engine, "k1", {"begun": 41, "won": 25, "lost": 4}, now)
    publicity.drill(engine, "k2", {"begun": 30, "won": 7, "lost": 15}, now - timedelta(days=2), group="student")
    publicity.quiz(engine, "k2", {9: 14, 4: 12}, now)
    publicity.quiz(engine, "k1", {8: 3}, now, group="elderly")
    engine.dispose()


def test_a_clerk_sees_what_publicity_did_and_takes_it_along(desk: Page, console: Console) -> None:
    console.enter(desk, "王芳", "publisher")
    desk.get_by_role("link", name="宣传效果").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("宣传效果")
    expect(desk.locator("main")).to_contain_text("还没有人扫海报")
    look(desk, "1")
    fill(console)
    desk.reload()
    town = desk.get_by_role("region", name="分乡镇街道").get_by_role("row", name="柳河镇")
    expect(town).to_contain_text("可能是真的变多了")
    expect(town).to_contain_text("不到10，不算比例")
    desk.get_by_label("这一个", exact=True).select_option(label="柳河镇")
    desk.get_by_label("和这一个").select_option(label="城东街道")
    desk.get_by_role("button", name="比一比").click()
    pair = desk.get_by_role("region", name="柳河镇和城东街道")
    expect(pair.get_by_role("row", name="演练里识破骗子的")).to_contain_text("柳河镇可能真的高一些")
    expect(pair.get_by_role("row", name="测验里")).to_contain_text("数目太小，看不出差别")
    look(desk, "2")
    with desk.expect_download() as waiting:
        desk.get_by_role("link", name="全部表，一个 Excel").click()
    assert waiting.value.suggested_filename.startswith("宣传效果_")
    desk.get_by_role("link", name="最近12周").click()
    expect(desk.get_by_role("region", name="宣传前后来问的", exact=True)).to_contain_text("柳河镇")
    look(desk, "3")
    desk.goto("/today/bulletin")
    expect(desk.get_by_role("article")).to_contain_text("海报二维码被打开")
    look(desk, "4")


@pytest.mark.parametrize("width", [320, 640, 700])
def test_it_needs_no_sideways_scrolling(width: int, desk: Page, console: Console) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    console.enter(desk, f"孙{width}", "publisher")
    for path in ("/effect", "/effect?weeks=12"):
        desk.goto(path)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
