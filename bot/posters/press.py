"""Chromium as the printing press: it lays a page out, says what is wrong with it, and makes PDF and picture."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Error, Page, sync_playwright

from bot.posters.memory import children_of, held
from bot.posters.spots import Size

NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
SCALES = (1.0, 0.9, 0.8, 0.72)  # the headline gives way before any word does
GROWN = (1.3, 1.2, 1.1)  # the lines below it grow where the words leave room
MOST_HELD = 1200 * 2**20  # bytes
_SCALE = """([scale, grown]) => {
  document.documentElement.style.setProperty('--scale', scale);
  document.documentElement.style.setProperty('--grown', grown);
}"""
_AUDIT = (Path(__file__).resolve().parent / "audit.js").read_text(encoding="utf-8")


class NoPress(RuntimeError):
    """There is nothing to print with; the message says what to install."""


@dataclass(frozen=True)
class Printed:
    """One poster of one size, by format."""

    pdf: bytes
    png: bytes


class Press:
    """Prints pages; one browser at a time for a whole set."""

    def __init__(self, kind: BrowserType, path: str) -> None:
        """Keep how a browser is started."""
        self._kind, self._path = kind, path
        self._browser: Browser | None = None
        self._sheets: dict[str, Page] = {}
        self.most_held = 0
        self.started = 0

    def sheet(self, size: Size) -> Page:
        """Return a sheet that pages of one size are laid out on; nothing is fetched from anywhere."""
        if self._browser is None:
            self._browser = self._kind.launch(executable_path=self._path, args=_ARGUMENTS)
            self.started += 1
        if size.id not in self._sheets:
            width, height = size.pixels
            context = self._browser.new_context(
                viewport={"width": width, "height": height},
                device_scale_factor=size.scale,
                locale="zh-CN",
                offline=True,
                java_script_enabled=True,
            )
            self._sheets[size.id] = context.new_page()
        return self._sheets[size.id]

    def close(self) -> None:
        """End the browser; the next sheet begins with a new one."""
        browser, self._browser = self._browser, None
        self._sheets.clear()
        if browser is not None:
            with suppress(Error):  # it may be dead already
                browser.close()

    def rest(self) -> None:
        """End the browser where it has grown: it keeps more of each page than it needs."""
        grown = held(children_of(os.getpid()))
        self.most_held = max(self.most_held, grown)
        if grown > MOST_HELD:
            self.close()


def lay_out(sheet: Page, html: str) -> tuple[list[str], float]:
    """Lay a page out with the largest headline that has room, then with the largest lines below it.

    Returns:
        What is wrong, empty when it may be hung up; and by how much the lines grew.
    """
    sheet.set_content(html, wait_until="load")
    wrong = _at_scale(sheet, SCALES[-1])  # what has no room now never will
    if wrong:
        return wrong, 1.0
    for scale in SCALES:
        wrong = _at_scale(sheet, scale)
        if not wrong:
            break
    else:
        return wrong, 1.0
    return [], _grow(sheet, scale)


def _grow(sheet: Page, scale: float) -> float:
    for grown in GROWN:
        if not _at_scale(sheet, scale, grown):
            return grown
    _at_scale(sheet, scale)
    return 1.0


def _at_scale(sheet: Page, scale: float, grown: float = 1.0) -> list[str]:
    sheet.evaluate(_SCALE, [scale, grown])
    found: list[str] = sheet.evaluate(_AUDIT)
    return found


def print_out(sheet: Page, size: Size) -> Printed:
    """Return what was laid out, as PDF and picture."""
    width, height = size.pixels
    pdf = sheet.pdf(width=f"{width}px", height=f"{height}px", print_background=True, prefer_css_page_size=True)
    return Printed(pdf, sheet.screenshot(type="png"))


@contextmanager
def open_press() -> Iterator[Press]:
    """Prepare the Chromium of this machine.

    Raises:
        NoPress: there is none.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise NoPress("没有排版用的 Chromium。请管理员装上：apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        press = Press(playwright.chromium, path)
        try:
            yield press
        finally:
            press.close()
