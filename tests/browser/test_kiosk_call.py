"""Somebody was called at the kiosk and nobody comes: the page must not let the person go on waiting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import System

COME = "已经叫值班的社区工作人员了。五分钟没人来，就打110。"
LATE = "值班的人没接上。别等了，打110。"


def _screen(text: str, *buttons: tuple[str, str]) -> dict[str, object]:
    listed = [{"label": label, "value": value} for label, value in buttons]
    return {
        "blocks": [{"type": "text", "text": text}],
        "kiosk": {
            "screens": [{"text": text, "buttons": listed, "voice": []}],
            "heading": "急事，照着做",
            "private": False,
            "held": True,
            "family": "",
        },
    }


@pytest.fixture
def states() -> list[str]:
    """Return how the call stands, one answer after the other; the last one stays."""
    return ["waiting"]


@pytest.fixture
def kiosk(browser: Browser, system: System, states: list[str]) -> Iterator[Page]:
    """Open the kiosk whose duty desk the test plays."""
    context = browser.new_context(base_url=system.url, locale="zh-CN", has_touch=True)
    page = context.new_page()
    page.clock.install()

    def answer(route: Route) -> None:
        asked = route.request.post_data_json or {}
        called = asked.get("choice") == "call:ask"
        route.fulfill(json=_screen(COME) if called else _screen("马上打110。", ("叫人过来", "call:ask")))

    def stand(route: Route) -> None:
        state = states.pop(0) if len(states) > 1 else states[0]
        blocks = [{"type": "text", "text": LATE}] if state == "expired" else []
        route.fulfill(json={"state": state, "blocks": blocks})

    page.route("**/api/messages", answer)
    page.route("**/api/call?channel=kiosk", stand)
    with page.expect_response("**/api/forget_session"):
        page.goto("/kiosk")
    page.get_by_role("button", name="电话").first.tap()
    page.locator(".picture:visible").first.tap()
    page.get_by_role("button", name="叫人过来").tap()
    expect(page.locator("#said")).to_contain_text("已经叫值班的")
    yield page
    context.close()


def _wait_a_turn(page: Page) -> None:
    with page.expect_response("**/api/call?channel=kiosk"):
        page.clock.fast_forward(10_000)


def test_nobody_comes(kiosk: Page, states: list[str]) -> None:
    states[:] = ["waiting", "expired"]
    _wait_a_turn(kiosk)
    expect(kiosk.locator("#said")).to_contain_text("已经叫值班的")
    _wait_a_turn(kiosk)
    expect(kiosk.locator("#said")).to_contain_text("别等了")


def test_who_was_forgotten_hears_nothing_of_it(kiosk: Page, states: list[str]) -> None:
    kiosk.locator("#restart").tap()
    states[:] = ["expired"]
    _wait_a_turn(kiosk)
    expect(kiosk.locator("#home")).to_be_visible()
