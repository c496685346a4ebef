"""Speaking in a real Chromium: a false microphone plays a rendered sentence, and the real worker hears it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request, Route, expect, sync_playwright

from tests.browser.conftest import NAMES, QUIET, System
from tests.browser.test_kiosk_page import LAND, look, posts_of
from tests.conftest import ROOT
from tests.picture_door import HAS_MEDIA, MEDIA_PYTHON, WITHOUT_MEDIA

PICTURES = os.environ.get("KIOSK_PICTURES", "")
pytestmark = pytest.mark.skipif(not HAS_MEDIA, reason=WITHOUT_MEDIA)
SENTENCE = "11"
TRUE = "他说他是领导，让我赶紧给一个账户打"
HEARING_MS = 60_000  # with the start of the worker, on a busy machine
SPEAKING_MS = 6_500
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the sentences as WAV."""
    folder = tmp_path_factory.mktemp("sounds") / "made"
    command = [MEDIA_PYTHON, "-m", "bot.hearing.spoil", str(ROOT / "tests" / "data" / "speech"), str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def player() -> Iterator[Playwright]:
    """Return what starts browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def speaking(player: Playwright, system: System, sounds: Path) -> Iterator[Open]:
    """Return a function that opens a page whose microphone plays one sentence."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium fonts-noto-cjk")
    running: list[Browser] = []

    def start(address: str, sound: str = f"clean/{SENTENCE}.wav") -> Page:
        fake = f"--use-file-for-fake-audio-capture={sounds / sound}%noloop"
        ways = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", fake]
        browser = player.chromium.launch(executable_path=path, args=[*QUIET, *ways])
        running.append(browser)
        page = browser.new_context(base_url=system.url, viewport=LAND, locale="zh-CN", has_touch=True).new_page()
        page.set_default_timeout(15_000)
        page.goto(address)
        return page

    yield start
    for browser in running:
        browser.close()


def _spoken(page: Page) -> list[Request]:
    seen: list[Request] = []
    page.on("request", lambda request: seen.append(request) if request.url.endswith("/api/speech") else None)
    return seen


def _hold(page: Page, button: str, milliseconds: int) -> None:
    """Press with the mouse, and let go after a while."""
    page.locator(button).hover()
    page.mouse.down()
    page.wait_for_timeout(milliseconds)
    page.mouse.up()


def test_a_conversation_by_voice(speaking: Open) -> None:
    page = speaking("/kiosk")
    posts, spoken = posts_of(page), _spoken(page)
    page.locator("#home").get_by_role("button", name="说话").tap()
    _hold(page, "#mic", SPEAKING_MS)
    expect(page.locator("#heard")).to_be_visible(timeout=HEARING_MS)
    expect(page.locator("#heard-words")).to_contain_text(TRUE)
    expect(page.locator("#heard-words")).to_be_focused()
    assert posts == []  # nothing is assessed before 对
    assert len(spoken) == 1
    look(page, "19-heard")
    page.get_by_role("button", name="对", exact=True).tap()
    expect(page.locator("#answer")).to_be_visible()
    (post,) = posts
    assert TRUE in post["text"]
    assert post["channel"] == "kiosk"
    expect(page.locator("#said")).not_to_be_empty()


def test_silence_gets_kind_words_and_the_button_again(speaking: Open) -> None:
    # Attack: the recogniser invents words over a hall's noise, and somebody is alarmed by what nobody said.
    page = speaking("/kiosk", "nothing/noise.wav")
    page.locator("#home").get_by_role("button", name="说话").tap()
    _hold(page, "#mic", 2_000)
    expect(page.locator("#speak-told")).to_contain_text("没听清", timeout=HEARING_MS)
    expect(page.locator("#speak-told")).to_contain_text("110")
    look(page, "20-unclear")


def test_the_chat_writes_what_it_heard_and_sends_nothing(speaking: Open) -> None:
    page = speaking("/")
    expect(page.locator(".theirs")).to_have_count(1)
    posts = posts_of(page)
    page.locator("#say").focus()
    page.keyboard.press("Enter")  # a tap: once to begin, once to end
    expect(page.locator("#say")).to_have_text("说完了")
    expect(page.locator("#heard")).to_contain_text("正在听")
    page.wait_for_timeout(SPEAKING_MS)
    page.keyboard.press("Enter")
    expect(page.locator("#input")).to_have_value(re.compile(TRUE), timeout=HEARING_MS)
    expect(page.locator("#input")).to_be_focused()
    expect(page.locator("#heard")).to_contain_text("不对就改")
    assert posts == []
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "chat-heard.png")
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".mine .words")).to_contain_text(TRUE)
    expect(page.locator(".theirs")).to_have_count(2)


def _listening(page: Page) -> None:
    expect(page.locator("#speak")).to_have_class("screen listening")


def _heard(page: Page, words: str) -> None:
    """Let the server hear these words in everything."""

    def fulfil(route: Route) -> None:
        route.fulfill(json={"id": "x", "heard": words, "blocks": [{"type": "text", "text": words}]})

    page.route("**/api/speech", fulfil)


def _ready(speaking: Open, words: str = "有人叫我转钱") -> Page:
    page = speaking("/kiosk")
    _heard(page, words)
    page.locator("#home").get_by_role("button", name="说话").tap()
    return page


def test_tapped_to_begin_and_tapped_to_end(speaking: Open) -> None:
    page = _ready(speaking)
    look(page, "17-speak")
    page.locator("#mic").tap()
    _listening(page)
    look(page, "18-listening")
    page.locator("#mic").tap()
    expect(page.locator("#heard-words")).to_have_text("有人叫我转钱")


def test_a_hand_that_trembles_does_not_end_it(speaking: Open) -> None:
    page = _ready(speaking)
    page.locator("#mic").dblclick()
    _listening(page)
    page.wait_for_timeout(700)
    _listening(page)
    page.locator("#mic").tap()
    expect(page.locator("#heard-words")).to_have_text("有人叫我转钱")


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_held_by_a_key(speaking: Open, key: str) -> None:
    page = _ready(speaking)
    page.locator("#mic").focus()
    page.keyboard.down(key)
    _listening(page)
    page.wait_for_timeout(900)
    page.keyboard.up(key)
    expect(page.locator("#heard-words")).to_have_text("有人叫我转钱")


def test_heard_wrong_is_said_again_or_typed(speaking: Open) -> None:
    page = _ready(speaking)
    _hold(page, "#mic", 900)
    page.get_by_role("button", name="不对，再说一遍").tap()
    expect(page.locator("#mic")).to_be_visible()
    _hold(page, "#mic", 900)
    page.locator("#heard").get_by_role("button", name="打字说").tap()
    expect(page.locator("#words")).to_be_focused()


def test_an_urgent_entry_ends_the_listening(speaking: Open) -> None:
    # Attack: the microphone of a hall stays open after somebody went on.
    page = _ready(speaking)
    spoken = _spoken(page)
    page.locator("#mic").tap()
    _listening(page)
    page.get_by_role("button", name="钱已经转出去了").tap()
    expect(page.locator("#said")).to_contain_text("110")
    expect(page.locator("#speak")).not_to_have_class("screen listening")
    page.wait_for_timeout(300)
    assert spoken == []


def test_who_speaks_is_not_cleared_away(speaking: Open) -> None:
    page = speaking("about:blank")
    page.clock.install()
    page.goto("/kiosk")
    _heard(page, "有人叫我转钱")
    page.locator("#home").get_by_role("button", name="说话").tap()
    page.clock.run_for(50_000)
    page.locator("#mic").tap()
    _listening(page)
    page.clock.run_for(25_000)
    expect(page.locator("#stay")).to_be_hidden()
    _listening(page)
    page.clock.run_for(6_000)  # half a minute is the most
    expect(page.locator("#heard-words")).to_have_text("有人叫我转钱")


def test_what_was_heard_is_words_and_nothing_else(speaking: Open) -> None:
    # Attack: a recording that is heard as markup.
    hostile = "<img src=x onerror=alert(1)>"
    page = _ready(speaking, hostile)
    _hold(page, "#mic", 900)
    expect(page.locator("#heard-words")).to_have_text(hostile)
    expect(page.locator("#heard-words img")).to_have_count(0)


def test_without_a_microphone_the_two_other_ways(speaking: Open) -> None:
    page = speaking("about:blank")
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    page.goto("/kiosk")
    page.locator("#home").get_by_role("button", name="说话").tap()
    page.locator("#mic").tap()
    expect(page.locator("#no-mic")).to_contain_text("话筒没开")
    look(page, "21-no-mic")
    page.locator("#no-mic").get_by_role("button", name="打字说").tap()
    expect(page.locator("#words")).to_be_focused()
