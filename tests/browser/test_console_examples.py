"""Examples in a real Chromium: found, added, refused, moved, retired, handed in; and a text tried."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from db.files import read_yaml
from tests.browser.quick_process import QuickConsole, look, sitting
from tests.conftest import ROOT
from tests.fakes.quick_console import DOWN

KEEP = bool(os.environ.get("KEEP_PICTURES"))  # set: docs/pictures/console-examples-*.png are made anew
FRESH = "对门妹子拉我进群给视频点小红心，头两回真给我发了三块六"
MEASURED = str(read_yaml(ROOT / "data" / "regression" / "brushing_task.yml")["texts"][0]["text"])


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuickConsole]:
    """Start the console."""
    folder: Path = tmp_path_factory.mktemp("examples")
    running = QuickConsole(folder)
    yield running
    running.system.stop()


def test_examples_are_found_and_changed_by_way_of_a_draft(browser: Browser, quick: QuickConsole) -> None:
    with sitting(browser, quick) as page:
        quick.enter(page, "小周", "editor")
        page.goto("/examples")
        look(page, "console-examples-1", KEEP)
        page.get_by_label("类型").select_option("scam/brushing_task")
        page.get_by_label("话里有").fill("红包")
        page.get_by_role("button", name="找").click()
        expect(page.locator("tbody tr").first).to_contain_text("红包")
        look(page, "console-examples-2", KEEP)
        known = page.locator("tbody tr td").first.inner_text()
        page.get_by_role("link", name="加例句").click()
        expect(page.get_by_label("类型")).to_have_value("scam/brushing_task")
        page.get_by_label("例句").fill(f"{FRESH}\n{known}\n{MEASURED}\n打我电话13800138000")
        page.get_by_label("为什么加").fill("这周有九个人这样说")
        page.get_by_role("button", name="检查并记进草稿").click()
        rows = page.get_by_role("table", name="一句一句看").locator("tbody tr")
        expect(rows.nth(0)).to_contain_text("可以", timeout=60_000)
        expect(rows.nth(1)).to_contain_text("已经有了")
        expect(rows.nth(2)).to_contain_text(f"和检验用的句子「{MEASURED[:10]}")
        expect(rows.nth(3)).to_contain_text("像是手机号")
        look(page, "console-examples-3", KEEP)
        page.get_by_role("button", name="只加可以的 1 句").click()
        expect(page.locator(".flash")).to_contain_text("记在草稿里了", timeout=60_000)
        page.goto("/examples?intent=scam/brushing_task&q=红包")
        page.locator("tbody a").first.click()
        look(page, "console-examples-4", KEEP)
        page.get_by_label("移到").select_option("scam/brushing_rebate")
        page.locator("#why-move").fill("说的是返利")
        page.get_by_role("button", name="移过去").click()
        expect(page.get_by_role("table", name="改动").locator("tbody tr")).to_have_count(2, timeout=60_000)
        look(page, "console-examples-5", KEEP)
        page.get_by_role("button", name="交上去").click()
        expect(page.locator(".flash")).to_contain_text("交上去了", timeout=60_000)
        expect(page.get_by_role("region", name="您的例句草稿")).to_contain_text("加 1 句，移 1 句")


def test_an_example_is_retired_and_a_change_taken_out_again(browser: Browser, quick: QuickConsole) -> None:
    with sitting(browser, quick) as page:
        quick.enter(page, "小吴", "editor")
        page.goto("/examples?intent=scam/job_recruit")
        page.locator("tbody a").nth(3).click()
        page.get_by_label("说这句话的人").select_option("paid")
        page.locator("#why-stage").fill("他说已经交了押金")
        page.get_by_role("button", name="改", exact=True).click()
        expect(page.get_by_role("table", name="改动")).to_contain_text("改成：钱已经转了", timeout=60_000)
        page.goto("/examples?intent=scam/job_recruit")
        page.locator("tbody a").nth(5).click()
        page.locator("#why-retire").fill("一句没人说的话")
        page.get_by_role("button", name="退掉").click()
        expect(page.get_by_role("table", name="改动").locator("tbody tr")).to_have_count(2, timeout=60_000)
        page.get_by_role("button", name="拿掉").first.click()
        expect(page.get_by_role("table", name="改动").locator("tbody tr")).to_have_count(1, timeout=60_000)
        page.get_by_role("button", name="草稿不要了").click()
        expect(page.locator(".flash")).to_contain_text("例句没有变", timeout=60_000)


def test_a_text_is_tried_and_a_silent_assistant_is_said(browser: Browser, quick: QuickConsole) -> None:
    with sitting(browser, quick) as page:
        quick.enter(page, "小郑", "editor")
        page.goto("/examples/try")
        page.get_by_label("居民的话").fill("<b>点赞</b>先发红包，现在要我充三百")
        page.get_by_role("button", name="试一下").click()
        expect(page.get_by_role("heading", level=2)).to_have_text("助手的判断：高度疑似诈骗")
        expect(page.get_by_role("table", name="最像的几种").locator("tbody tr").first).to_contain_text("91.0%")
        look(page, "console-examples-6", KEEP)
        quick.say(DOWN)
        page.get_by_role("button", name="试一下").click()
        expect(page.get_by_role("alert")).to_contain_text("助手这会儿没有回应")
        expect(page.get_by_label("居民的话")).to_have_value("<b>点赞</b>先发红包，现在要我充三百")
        look(page, "console-examples-7", KEEP)
        quick.say(DOWN, on=False)


def test_no_page_needs_sideways_scrolling(browser: Browser, quick: QuickConsole) -> None:
    with sitting(browser, quick) as page:
        page.set_viewport_size({"width": 640, "height": 700})
        quick.enter(page, "小冯", "editor")
        for path in ("/examples", "/examples?q=的", "/examples/add", "/examples/try"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
