"""Rendering ahead: in order, once, and by the real voice where it is installed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.settings import load_settings
from bot.voice.renderer import NotInstalled, Sayer, Worker, is_installed, missing, render
from bot.voice.script import Line
from bot.voice.sentences import sentence_key
from bot.voice.store import Store

LINES = [Line(sentence_key(text), text, "urgent") for text in ("马上打110。", "先别转钱。", "越快越好。")]


class Parrot(Sayer):
    """Writes down what it is given to say."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def say(self, text: str, file: Path) -> dict[str, Any]:
        """Write the text as if it were sound."""
        self.heard.append(text)
        if text.startswith("越"):
            return {"problem": "hoarse"}
        file.write_bytes(text.encode())
        return {"seconds": 1.5}


def test_only_what_is_missing_is_said(tmp_path: Path) -> None:
    store, parrot, told = Store(tmp_path), Parrot(), list[str]()
    done = render(LINES, store, parrot, told.append)
    assert parrot.heard == ["马上打幺幺零。", "先别转钱。", "越快越好。"]
    assert (done.sentences, done.seconds, len(done.problems), len(told)) == (2, 3.0, 1, 3)
    assert missing(LINES, store) == LINES[2:]


def test_what_was_recorded_is_not_said_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.recorded.mkdir()
    (store.recorded / f"{LINES[0].key}.wav").write_bytes(b"person")
    assert missing(LINES, store) == LINES[1:]
    assert [store.status(line.key) for line in LINES] == ["recorded", "missing", "missing"]


def test_stale_sounds_go_and_recordings_stay(tmp_path: Path) -> None:
    store = Store(tmp_path)
    render(LINES[:2], store, Parrot(), lambda line: None)
    old = tmp_path / "zf_other-1" / "x.ogg"
    for file in (old, store.recorded / "x.ogg"):
        file.parent.mkdir()
        file.write_bytes(b"sound")
    assert store.prune({LINES[0].key}) == 2
    assert store.file(LINES[0].key) is not None
    assert store.file(LINES[1].key) is None
    assert (old.exists(), (store.recorded / "x.ogg").exists()) == (False, True)


def test_without_a_voice_it_says_how_to_get_one(tmp_path: Path) -> None:
    settings = replace(load_settings(), voice_python=str(tmp_path / "python"))
    with pytest.raises(NotInstalled, match="make voice"):
        Worker(settings)


@pytest.mark.skipif(not is_installed(load_settings()), reason="no .venv-voice: run `make voice`")
def test_the_real_voice_speaks(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with Worker(load_settings()) as worker:
        assert os.getpriority(os.PRIO_PROCESS, worker.pid) >= 15
        done = render(LINES[:2], store, worker, lambda line: None)
        refused = worker.say("转〔手机号〕", tmp_path / "no.ogg")
    assert done.problems == []
    assert 1.5 < done.seconds < 6
    for line in LINES[:2]:
        sound = store.target(line.key).read_bytes()
        assert sound.startswith(b"OggS")
        assert b"OpusHead" in sound[:100]
        assert 2_000 < len(sound) < 30_000
    assert "cannot be said" in refused["problem"]
    assert not (tmp_path / "no.ogg").exists()
