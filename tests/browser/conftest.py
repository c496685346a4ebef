"""A real Chromium for the page tests; skipped, with the reason, where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Protocol

import pytest

pytest.importorskip("playwright", reason="playwright is not installed: page tests need it")

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.console_process import Console, watch

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",  # as deploy/kiosk/start.sh has it
]
TIMEOUT_MS = 15_000


class System(Protocol):
    """The running system, started by tests/conftest.py."""

    url: str


# Module scope: Playwright's loop must be gone before the async tests of other modules begin.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser, system: System) -> Iterator[BrowserContext]:
    """Open a fresh profile: a new person, nothing remembered, nothing moving."""
    fresh = browser.new_context(
        base_url=system.url, viewport={"width": 1200, "height": 800}, locale="zh-CN", reduced_motion="reduce"
    )
    fresh.set_default_timeout(TIMEOUT_MS)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open an empty tab; each test goes to the page when it is ready."""
    return context.new_page()


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    """Start the staff console, without Rasa and edge."""
    running = Console(tmp_path_factory.mktemp("console"))
    yield running
    running.system.stop()


@pytest.fixture
def desk(browser: Browser, console: Console) -> Iterator[Page]:
    """Open a fresh browser at the console that breaks no policy."""
    fresh = browser.new_context(base_url=console.url, viewport={"width": 1280, "height": 800}, locale="zh-CN")
    fresh.set_default_timeout(TIMEOUT_MS)
    page = fresh.new_page()
    faults = watch(page)
    yield page
    fresh.close()
    assert faults == []
