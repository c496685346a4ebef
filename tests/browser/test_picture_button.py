"""The button for screenshots, by touch and by keyboard, in a real Chromium against the running system."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FileChooser, Page, expect

from tests.conftest import System
from tests.picture_door import HAS_MEDIA, SCREENSHOTS, WITHOUT_MEDIA

with_media = pytest.mark.skipif(not HAS_MEDIA, reason=WITHOUT_MEDIA)
CHAT = SCREENSHOTS / "wechat_service_dark.png"
READING_MS = 40_000  # with the start of the worker


def _opened(page: Page) -> None:
    page.on("filechooser", lambda _: None)  # from now on choosers are caught, not only once one is waited for
    page.goto("/")
    expect(page.locator(".theirs")).to_have_count(1)


def _posts(page: Page) -> list[str]:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if request.method == "POST" else None)
    return seen


def _by_keyboard(page: Page) -> FileChooser:
    page.locator("#input").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "发截图"
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    return chooser.value


@with_media
def test_a_screenshot_by_keyboard(page: Page) -> None:
    _opened(page)
    _by_keyboard(page).set_files(CHAT)
    expect(page.locator(".mine .words")).to_have_text("〔发了一张截图〕")
    expect(page.locator(".theirs")).to_have_count(2, timeout=READING_MS)
    first = page.locator(".theirs").last.locator(".bubble").first
    expect(first).to_contain_text("图上我看到的是：")
    expect(first).to_contain_text("我是直播平台的客服")


@with_media
def test_a_screenshot_by_touch(browser: Browser, system: System) -> None:
    context = browser.new_context(
        base_url=system.url, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    _opened(page)
    page.locator("#letters").tap()
    with page.expect_file_chooser() as chooser:
        page.locator("#shot").tap()
    chooser.value.set_files(CHAT)
    expect(page.locator(".theirs")).to_have_count(2, timeout=READING_MS)
    expect(page.locator(".theirs").last).to_contain_text("图上我看到：")
    context.close()


def test_what_is_too_large_is_told_and_not_sent(page: Page, tmp_path: Path) -> None:
    # Attack: a film under a picture's name, over a dear mobile connection.
    film = tmp_path / "film.png"
    with film.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    posts = _posts(page)
    _opened(page)
    page.locator("#picture").set_input_files(film)
    expect(page.locator("#big")).to_be_visible()
    expect(page.locator(".mine")).to_have_count(0)
    assert posts == []


def test_a_refusal_is_shown_and_the_talk_goes_on(page: Page) -> None:
    _opened(page)
    page.locator("#picture").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.locator(".theirs").last).to_contain_text("96110", timeout=READING_MS)
    expect(page.locator("#big")).to_be_hidden()
    expect(page.locator("#typing .bubble")).to_have_count(0)
