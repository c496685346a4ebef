"""The kiosk reads its screens aloud, in a real Chromium against a real edge with sounds in its folder.

Rasa is not needed: answers are given by the test. The sounds are short tones, named as recordings.
"""

from __future__ import annotations

import math
import struct
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, Route, expect

from bot.voice.sentences import sentence_key, spoken_sentences
from bot.voice.store import SYNTHETIC
from tests.conftest import ROOT, System, make_environment

SAID = "先挂电话。\n您再打110。"
HOME = ("遇到什么事了？", "点一张图，或者说给我听", "电子合成声音")
SHOWN = (
    *HOME,
    "急事，照着做",
    "马上打110。就说刚被骗转了钱。越快越好。",
    SAID,
    "正在看，请等一等",
    "谁找的您？他让您做什么？",
    "别写密码和验证码",
)
PREPARE = """
from bot.settings import load_settings
from db.loader import load_content
from db.migrate import migrate
from db.session import make_engine

engine = make_engine(load_settings().database)
migrate(engine)
load_content(engine)
"""


def key(sentence: str) -> str:
    return sentence_key(sentence)


def keys(text: str) -> list[str]:
    return [sentence_key(sentence) for sentence in spoken_sentences(text)]


def tone(file: Path, seconds: float) -> None:
    """Write a tone that can be heard."""
    rate = 8000
    samples = (int(9000 * math.sin(n * 440 * 2 * math.pi / rate)) for n in range(int(seconds * rate)))
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Start the edge alone, with a sound for what these tests see."""
    own = System(make_environment(tmp_path_factory.mktemp("voiced"), VOICE_DIR=""))
    folder = Path(own.environment["VAR_DIR"]) / "voice" / SYNTHETIC
    folder.mkdir(parents=True)
    labels = [label for label, *_ in _pictures()]
    for sentence in {each for text in (*SHOWN, *labels) for each in spoken_sentences(text)}:
        tone(folder / f"{key(sentence)}.wav", 0.25)
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=own.environment, check=True, timeout=120)
    own.start("edge")
    try:
        own.wait_for(lambda: requests.get(f"{own.url}/kiosk", timeout=3).status_code == 200)
        yield own
    finally:
        own.stop()


def _pictures() -> list[tuple[str, str]]:
    from db.files import CONTENT, read_yaml

    return [(one["label"], one["id"]) for one in read_yaml(CONTENT / "kiosk.yml")["kiosk"]]


FETCHED = """wanted => wanted.every((key) => performance.getEntriesByType('resource')
  .some((each) => each.name.endsWith(key) && each.responseEnd > 0))"""
PLAYED = """window.played = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  const key = this.dataset.key;
  this.addEventListener('ended', () => window.played.push(key), {once: true});
  return play.call(this);
};"""


@pytest.fixture
def kiosk(browser: Browser, edge: System) -> Iterator[Page]:
    """Open the kiosk; `window.played` lists the sounds that were heard to their end."""
    context = browser.new_context(base_url=edge.url, viewport={"width": 1280, "height": 800}, has_touch=True)
    context.set_default_timeout(15_000)
    context.add_init_script(PLAYED)
    yield context.new_page()
    context.close()


def answering(page: Page, private: bool = False) -> None:
    """Answer every message with one screen."""
    voice = keys(SAID)
    screen = {"text": SAID, "buttons": [], "voice": [] if private else voice, "handset": voice}
    part: dict[str, Any] = {"screens": [screen], "heading": "", "private": private, "held": False, "family": ""}

    def fulfil(route: Route) -> None:
        route.fulfill(json={"id": "x", "blocks": [{"type": "text", "text": SAID}], "kiosk": part})

    page.route("**/api/messages", fulfil)


def ask(page: Page) -> None:
    page.get_by_role("button", name="看病").tap()
    page.get_by_role("button", name="大师消灾").tap()


def heard(page: Page, wanted: list[str]) -> None:
    page.wait_for_function("wanted => wanted.every((key) => window.played.includes(key))", arg=wanted)
    played = page.evaluate("window.played")
    assert [each for each in played if each in wanted] == wanted


def test_the_start_screen_speaks_when_asked_and_says_that_it_is_a_machine(kiosk: Page) -> None:
    kiosk.goto("/kiosk")
    expect(kiosk.locator("#listen")).to_contain_text("电子合成声音")
    assert kiosk.evaluate("window.played") == []
    kiosk.get_by_role("button", name="念给我听").tap()
    heard(kiosk, [key(HOME[0]), key(HOME[1]), *(key(label) for label, _ in _pictures()), key(HOME[2])])


def test_an_answer_reads_itself(kiosk: Page) -> None:
    kiosk.goto("/kiosk")
    answering(kiosk)
    ask(kiosk)
    expect(kiosk.locator("#said")).to_contain_text("先挂电话")
    heard(kiosk, keys(SAID))
    kiosk.evaluate("window.played = []")
    kiosk.get_by_role("button", name="念给我听").tap()
    heard(kiosk, keys(SAID))


def test_a_screen_without_all_its_sounds_offers_none(kiosk: Page) -> None:
    kiosk.goto("/kiosk")
    kiosk.get_by_role("button", name="看病").tap()  # its pictures have no sound here
    expect(kiosk.locator("#listen")).to_be_hidden()
    expect(kiosk.locator("#sound")).to_be_visible()


def test_leaving_a_screen_stops_it_and_off_means_off(kiosk: Page) -> None:
    kiosk.goto("/kiosk")
    answering(kiosk)
    kiosk.get_by_role("button", name="声音：开").tap()
    expect(kiosk.get_by_role("button", name="声音：关")).to_be_visible()
    ask(kiosk)
    expect(kiosk.locator("#said")).to_contain_text("先挂电话")
    assert kiosk.evaluate("window.played") == []
    kiosk.get_by_role("button", name="念给我听").tap()
    kiosk.get_by_role("button", name="我再说几句").tap()  # in the middle of a word
    expect(kiosk.locator("#write")).to_be_visible()
    kiosk.get_by_role("button", name="声音：关").tap()
    heard(kiosk, keys("谁找的您？他让您做什么？"))  # that sounds, and what was stopped did not end
    assert keys(SAID)[1] not in kiosk.evaluate("window.played")
    kiosk.get_by_role("button", name="回到开头").tap()
    expect(kiosk.get_by_role("button", name="声音：开")).to_be_visible()


@pytest.mark.parametrize(("address", "spoken"), [("/kiosk", False), ("/kiosk?handset=1", True)])
def test_what_shames_goes_to_the_handset_only(kiosk: Page, address: str, spoken: bool) -> None:
    # Attack: the hall hears it.
    kiosk.goto(address)
    answering(kiosk, private=True)
    ask(kiosk)
    kiosk.get_by_role("button", name="看", exact=True).tap()
    expect(kiosk.locator("#said")).to_contain_text("先挂电话")
    expect(kiosk.locator("#listen")).to_be_visible() if spoken else expect(kiosk.locator("#listen")).to_be_hidden()
    if spoken:
        heard(kiosk, keys(SAID))
    assert spoken or not set(keys(SAID)) & set(kiosk.evaluate("window.played"))


def test_the_urgent_words_are_heard_without_the_network(kiosk: Page) -> None:
    words = keys("急事，照着做") + keys("马上打110。就说刚被骗转了钱。越快越好。")
    kiosk.goto("/kiosk")
    kiosk.wait_for_function(FETCHED, arg=words)
    kiosk.wait_for_timeout(300)  # from the last byte to the page's own copy
    kiosk.context.set_offline(True)
    kiosk.get_by_role("button", name="钱已经转出去了").tap()
    heard(kiosk, words)


def test_the_page_keeps_its_room(kiosk: Page) -> None:
    kiosk.goto("/kiosk")
    answering(kiosk)
    for asked in (False, True):
        if asked:
            ask(kiosk)
        for width, height in ((1280, 800), (640, 400), (1080, 1920)):
            kiosk.set_viewport_size({"width": width, "height": height})
            assert kiosk.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            boxes = kiosk.evaluate(
                "[...document.querySelectorAll('header button')].filter((e) => e.getClientRects().length)"
                ".map((e) => [e.offsetWidth, e.offsetHeight, e.scrollWidth - e.clientWidth])"
            )
            assert all(wide >= 60 and high >= 60 and over <= 0 for wide, high, over in boxes), boxes
        kiosk.set_viewport_size({"width": 1280, "height": 800})
        assert kiosk.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
