"""The pages of figures in a real Chromium; axe looks at each, and a clerk follows a figure to its cases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

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


def test_the_bulletin_is_seen_with_what_is_added_and_downloaded(desk: Page, filled: Console) -> None:
    filled.enter(desk, "王芳", "publisher")
    desk.goto("/today")
    desk.get_by_role("link", name="做周报").click()
    desk.get_by_label("补充几句").fill("找13912345678")
    desk.get_by_role("button", name="看样子").click()
    expect(desk.locator("#e-note")).to_contain_text("请去掉")
    desk.get_by_label("补充几句").fill("下周三开联席会议。")
    desk.get_by_role("button", name="看样子").click()
    expect(desk.get_by_role("article")).to_contain_text("下周三开联席会议。")
    look(desk, "4")
    with desk.expect_download() as waiting:
        desk.get_by_role("button", name="下载 Word").click()
    assert waiting.value.suggested_filename.endswith(".docx")
    desk.goto("/today/table/type?period=30")
    look(desk, "5")
    with desk.expect_download() as waiting:
        desk.get_by_role("link", name="下载 Excel").click()
    assert waiting.value.suggested_filename.startswith("反诈类型_")


PLACES = (
    "编号,类别,名称,乡镇街道,村和社区\nk7,触摸屏,河湾村委会,柳河镇,河湾村\n"
    "k1,触摸屏,柳河村便民厅,柳河镇,柳河村\n坏,海报,集市,,\n"
)


def test_places_are_tried_and_then_imported(desk: Page, filled: Console) -> None:
    filled.enter(desk, "刘洋", "admin")
    desk.goto("/places")
    look(desk, "places-1")
    desk.get_by_role("link", name="导入地点…").click()
    look(desk, "places-2")
    file: FilePayload = {"name": "地点.csv", "mimeType": "text/csv", "buffer": PLACES.encode("gb18030")}
    desk.get_by_label("CSV 文件").set_input_files(files=[file])
    desk.get_by_role("button", name="先看看会怎样").click()
    expect(desk.locator("main")).to_contain_text("新增 1 个，改 1 个")
    look(desk, "places-3")
    desk.get_by_role("button", name="就这样导入").click()
    expect(desk.locator(".flash")).to_have_text("导入好了：新增 1 个，改了 1 个。")
    expect(desk.get_by_role("row", name="河湾村委会")).to_be_visible()


@pytest.mark.parametrize("width", [320, 640, 700])
def test_no_page_of_figures_needs_sideways_scrolling(width: int, desk: Page, filled: Console) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    filled.enter(desk, f"孙{width}", "admin")
    for path in ("/today", "/today/table/type", "/today/cases", "/today/bulletin", "/places"):
        desk.goto(path)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
