"""What is read aloud, in a real Chromium: a sentence found, heard, replaced by a recording and given back."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, expect

from tests.browser.quick_process import QuickConsole, look, sitting

KEEP = bool(os.environ.get("KEEP_PICTURES"))  # set: docs/pictures/console-sounds-*.png are made anew
# waited for in the page: a wait from outside would be the eval that the policy forbids
LOADED = "one => one.readyState >= 1 || new Promise((done) => one.addEventListener('loadedmetadata', done))"


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuickConsole]:
    """Start the console."""
    folder: Path = tmp_path_factory.mktemp("sounds")
    running = QuickConsole(folder)
    yield running
    running.system.stop()


def hum() -> bytes:
    made = io.BytesIO()
    soundfile.write(made, 0.3 * np.sin(np.arange(48_000) / 10), 24_000, format="WAV")
    return made.getvalue()


def test_a_sentence_is_replaced_and_given_back(browser: Browser, quick: QuickConsole) -> None:
    with sitting(browser, quick) as page:
        quick.enter(page, "小林", "publisher")
        page.goto("/sounds")
        look(page, "console-sounds-1", KEEP)
        page.get_by_label("句子里有").fill("想自己说")
        page.get_by_role("button", name="找").click()
        page.get_by_role("link", name=re.compile("听、换录音.*想自己说，按七。")).click()
        expect(page.get_by_role("main")).to_contain_text("还没有声音")
        page.locator("input[type=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
        page.get_by_role("button", name="换成这段录音").click()
        expect(page.get_by_role("alert")).to_contain_text("这个文件听不了")
        look(page, "console-sounds-2", KEEP)
        page.locator("input[type=file]").set_input_files({"name": "a.wav", "mimeType": "audio/wav", "buffer": hum()})
        page.get_by_role("button", name="换成这段录音").click()
        expect(page.locator(".flash")).to_contain_text("换好了")
        page.evaluate("document.querySelector('audio').preload = 'auto'")
        page.locator("audio").evaluate(LOADED)
        look(page, "console-sounds-3", KEEP)
        page.get_by_role("button", name="撤下录音").click()
        expect(page.locator(".flash")).to_contain_text("机器的声音")
