"""Sentences heard and replaced: only a sound that says about so much gets in, and it can be taken away again."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
import soundfile
from aiohttp import ClientResponse, FormData

from bot.console.keys import KEYS, SETTINGS
from bot.console.pages.sounds.parts import does_not_fit
from bot.voice.recording import BadRecording, read_recording
from bot.voice.sentences import sentence_key
from bot.voice.store import Store
from tests.fakes.console import Browser, Desk

TEXT = "想自己说，按七。"
PATH = f"/sounds/phone/{sentence_key(TEXT)}"


def sound(seconds: float = 2.0, loud: float = 0.3, kind: str = "WAV", rate: int = 24_000) -> bytes:
    """Return a hum between two silences."""
    hum = loud * np.sin(2 * np.pi * 300 * np.arange(int(seconds * rate)) / rate)
    made = io.BytesIO()
    soundfile.write(made, np.concatenate([np.zeros(rate), hum, np.zeros(rate)]), rate, format=kind)
    return made.getvalue()


async def upload(browser: Browser, raw: bytes, name: str = "../../a.wav") -> ClientResponse:
    """Send a file as the form does."""
    app = browser.client.app
    assert app is not None
    form = FormData()
    form.add_field("csrf", app[KEYS].csrf(browser.cookie))
    form.add_field("file", io.BytesIO(raw), filename=name, content_type="audio/wav")
    answer: ClientResponse = await browser.client.post(PATH, data=form(), allow_redirects=False)
    return answer


def store(browser: Browser) -> Store:
    app: Any = browser.client.app
    return Store(app[SETTINGS].voice)


async def test_a_sentence_is_found_by_its_words(full_desk: Desk) -> None:
    clerk = await full_desk.clerk("editor")
    html = await (await clerk.get("/sounds?part=phone&q=自己说，按七")).text()
    assert TEXT in html
    assert "还没有声音" in html
    assert "没有这样的句子" in await (await clerk.get("/sounds?part=phone&q=没有这句")).text()
    assert (await clerk.get("/sounds?part=authority_police")).status == 200


@pytest.mark.parametrize("kind", ["WAV", "MP3", "OGG"])
async def test_a_recording_takes_the_place_and_can_be_taken_away(full_desk: Desk, kind: str) -> None:
    clerk = await full_desk.clerk("publisher")
    assert (await upload(clerk, sound(kind=kind))).status == 303
    page = await (await clerk.get(PATH)).text()
    assert "真人录音" in page
    heard = await (await clerk.get(f"{PATH}/sound")).read()
    samples, rate = soundfile.read(io.BytesIO(heard))
    assert len(samples) / rate == pytest.approx(2.16, abs=0.15)  # the silence around it is gone
    assert ("sound.record", TEXT) in [(action, target) for _, action, target in full_desk.audited()]
    assert (await clerk.post(f"{PATH}/remove")).status == 303
    assert store(clerk).status(sentence_key(TEXT)) == "missing"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "这个文件听不了"),
        (b"<script>alert(1)</script>", "这个文件听不了"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt ", "这个文件听不了"),
        (sound(loud=0.001), "太小"),
        (sound(seconds=20), "选错了文件"),
        (sound(seconds=40), "超过 30 秒"),
        (b"x" * (3 * 1024 * 1024 + 1), "太大"),
    ],
)
async def test_what_is_no_recording_of_it_changes_nothing(full_desk: Desk, raw: bytes, said: str) -> None:
    # Attack: a script, a broken header, a song, half an hour of silence.
    clerk = await full_desk.clerk("publisher")
    answer = await upload(clerk, raw, name="a.wav")
    assert answer.status == 422
    assert said in await answer.text()
    assert store(clerk).status(sentence_key(TEXT)) == "missing"


async def test_an_editor_hears_but_does_not_replace(full_desk: Desk) -> None:
    clerk = await full_desk.clerk("editor")
    assert "请找负责发布的同事" in await (await clerk.get(PATH)).text()
    assert (await upload(clerk, sound())).status == 403


@pytest.mark.parametrize("path", ["/sounds/phone/..", "/sounds/nothing/x", f"/sounds/talk/{'0' * 32}"])
async def test_a_sentence_that_nobody_says_is_not_found(full_desk: Desk, path: str) -> None:
    clerk = await full_desk.clerk("publisher")
    assert (await clerk.get(path)).status == 404


def test_metadata_of_the_file_is_not_kept() -> None:
    # Attack: a recording carries where and by whom it was made.
    made = io.BytesIO()
    with soundfile.SoundFile(made, "w", 24_000, 1, format="WAV") as file:
        file.artist = "王芳"
        file.write(0.3 * np.sin(np.arange(48_000) / 10))
    assert "王芳".encode() in made.getvalue()
    assert "王芳".encode() not in read_recording(made.getvalue()).wav


def test_too_short_a_sound_is_refused() -> None:
    made = io.BytesIO()
    soundfile.write(made, np.ones(100), 8000, format="WAV")
    with pytest.raises(BadRecording, match="too_short"):
        read_recording(made.getvalue())


@pytest.mark.parametrize(("taken", "fits"), [(2.0, True), (5.0, True), (9.0, False)])
def test_a_recording_is_about_as_long_as_its_words(taken: float, fits: bool) -> None:
    assert (does_not_fit(taken, TEXT) == "") == fits
