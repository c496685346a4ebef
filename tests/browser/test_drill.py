"""A drill in a real Chromium: by touch on the kiosk, and on the web page, where a real loss interrupts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import System

TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
MOST_PAGES = 40


@pytest.fixture
def kiosk(browser: Browser, system: System) -> Iterator[Page]:
    """Open the kiosk on a touch screen."""
    context = browser.new_context(
        base_url=system.url, viewport={"width": 1280, "height": 800}, locale="zh-CN", has_touch=True
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    with page.expect_response("**/api/forget_session"):
        page.goto("/kiosk")
    yield page
    context.close()
    assert faults == []


def _to_the_last_page(page: Page) -> list[str]:
    """Turn to the page with the buttons; every page on the way must be marked."""
    seen = []
    for _ in range(MOST_PAGES):
        expect(page.locator("#heading")).to_have_text("演练，都是假的")
        expect(page.locator("body")).to_have_class("drill")
        seen.append(page.locator("#said").inner_text())
        if not page.locator("#next").is_visible():
            return seen
        page.locator("#next").tap()
    pytest.fail("the answer has no end")


def _touch(page: Page, choice: str) -> list[str]:
    with page.expect_response("**/api/messages"):
        page.locator(f"#choices [data-choice='{choice}']").tap()
    expect(page.locator("#answer")).to_be_visible()
    return _to_the_last_page(page)


def _begin(page: Page) -> list[str]:
    with page.expect_response("**/api/messages"):
        page.locator("#home [data-choice='drill:ask']").tap()
    expect(page.locator("#answer")).to_be_visible()
    _to_the_last_page(page)
    _touch(page, "drill:g_elderly")
    return _touch(page, "drill:l_easy")


def test_a_whole_drill_by_touch(kiosk: Page) -> None:
    seen = _begin(kiosk)
    assert any("骗子：" in text for text in seen)
    assert Axe().run(kiosk, options=TAGS).response["violations"] == []
    while kiosk.locator("#choices [data-choice='drill:go']").is_visible():
        seen = _touch(kiosk, "drill:go")
    assert any("破绽" in text for text in seen)
    assert any("110" in text for text in seen)
    kiosk.locator("#done").tap()
    expect(kiosk.locator("#home")).to_be_visible()
    expect(kiosk.locator("body")).not_to_have_class("drill")


def test_the_urgent_button_ends_it_at_once(kiosk: Page) -> None:
    _begin(kiosk)
    with kiosk.expect_response("**/api/messages"):
        kiosk.locator("[data-urgent='paid']").tap()
    expect(kiosk.locator("body")).not_to_have_class("drill")
    expect(kiosk.locator("#heading")).to_have_text("急事，照着做")
    expect(kiosk.locator("#said")).to_contain_text("110")


def test_on_the_web_by_link_interrupted_by_a_real_loss(page: Page) -> None:
    page.goto("/?start=drill:service_membership")
    page.locator("[data-choice='drill:g_elderly']").click()
    page.locator("[data-choice='drill:l_easy']").click()
    expect(page.locator("[data-choice='drill:go']")).to_be_visible()
    marked = page.locator(".bubble.drill")
    assert all(text.startswith("【演练】") for text in marked.all_inner_texts())
    assert "会员" in marked.nth(marked.count() - 2).inner_text() or marked.count() > 2
    page.locator("#input").fill("我真的刚转了钱")
    page.locator(".send").click()
    expect(page.locator("[data-choice='drill:back']")).to_be_visible()
    last = page.locator(".message.theirs").last
    expect(last).to_contain_text("演练停了")
    expect(last).to_contain_text("110")
    expect(last.locator(".drill")).to_have_count(0)
