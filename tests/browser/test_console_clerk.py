"""The clerk's whole story in a real Chromium, with quick stand-ins for training, measuring and Rasa.

tests/acceptance/test_release.py tells the same story with nothing stood in for.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.clerk import follow
from tests.browser.quick_process import QuickConsole


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuickConsole]:
    """Start the console."""
    running = QuickConsole(tmp_path_factory.mktemp("clerk"))
    yield running
    running.system.stop()


def test_the_guide_is_followed_word_for_word(browser: Browser, quick: QuickConsole) -> None:
    follow(browser, quick)
