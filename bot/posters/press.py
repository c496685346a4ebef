"""Chromium as the printing press: it lays a page out, says what is wrong with it, and makes PDF and picture."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bot.posters.spots import Size

NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
SCALES = (1.0, 0.9, 0.8, 0.72)  # the headline gives way before any word does
_AUDIT = (Path(__file__).resolve().parent / "audit.js").read_text(encoding="utf-8")


class NoPress(RuntimeError):
    """There is nothing to print with; the message says what to install."""


@dataclass(frozen=True)
class Printed:
    """One poster of one size, by format."""

    pdf: bytes
    png: bytes


class Press:
    """Prints pages; one browser for a whole set."""

    def __init__(self, browser: Browser) -> None:
        """Keep the browser."""
        self._browser = browser

    @contextmanager
    def sheet(self, size: Size) -> Iterator[Page]:
        """Open a sheet that pages of one size are laid out on; nothing is fetched from anywhere."""
        width, height = size.pixels
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=size.scale,
            locale="zh-CN",
            offline=True,
            java_script_enabled=True,
        )
        try:
            yield context.new_page()
        finally:
            context.close()


def lay_out(sheet: Page, html: str) -> list[str]:
    """Lay a page out with the largest headline that has room; returns what is wrong, empty when it may be hung up."""
    sheet.set_content(html, wait_until="load")
    wrong = _at_scale(sheet, SCALES[-1])  # what has no room now never will
    if wrong:
        return wrong
    for scale in SCALES:
        wrong = _at_scale(sheet, scale)
        if not wrong:
            break
    return wrong


def _at_scale(sheet: Page, scale: float) -> list[str]:
    sheet.evaluate("scale => document.documentElement.style.setProperty('--scale', scale)", scale)
    found: list[str] = sheet.evaluate(_AUDIT)
    return found


def print_out(sheet: Page, size: Size) -> Printed:
    """Return what was laid out, as PDF and picture."""
    width, height = size.pixels
    pdf = sheet.pdf(width=f"{width}px", height=f"{height}px", print_background=True, prefer_css_page_size=True)
    return Printed(pdf, sheet.screenshot(type="png"))


@contextmanager
def open_press() -> Iterator[Press]:
    """Start the Chromium of this machine.

    Raises:
        NoPress: there is none.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise NoPress("没有排版用的 Chromium。请管理员装上：apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        try:
            yield Press(browser)
        finally:
            browser.close()
