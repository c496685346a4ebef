"""Attack: a worker that was taken over by a recording answers with anything; and bytes that claim to be sound."""

from __future__ import annotations

from typing import Any

import pytest

from bot.hearing.container import container_of
from bot.hearing.heard import MOST_CHARS, UNCLEAR, Heard, load
from bot.media.saw import FAILED


def test_it_travels_as_it_is() -> None:
    heard = Heard("有人叫我转钱", 3.5, 0.9, True, UNCLEAR, "a loop")
    assert load(heard.dump()) == heard


def test_what_is_too_long_or_unknown_is_cut() -> None:
    heard = load({**Heard(text="骗" * 9999, detail="x" * 9999).dump(), "problem": "made up"})
    assert (len(heard.text), len(heard.detail), heard.problem) == (MOST_CHARS, 300, FAILED)


@pytest.mark.parametrize("data", [None, [], "text", {}, {**Heard().dump(), "seconds": None}, {"text": "x"}])
def test_another_answer_is_none(data: Any) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        load(data)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"RIFF\x00\x00\x00\x00WAVE", "wav"),
        (b"OggS\x00\x02", "ogg"),
        (b"\x1aE\xdf\xa3", "matroska"),
        (b"\x00\x00\x00\x1cftypM4A ", "mov"),
        (b"#!AMR\n<", "amr"),
        (b"#!AMR-WB\n", "amr"),
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"\xff\xf1\x50\x80", "aac"),
        (b"#EXTM3U\n#EXT-X-", ""),
        (b"ffconcat version 1.0\nfile /etc/passwd", ""),
        (b"<?xml version='1.0'?><MPD>", ""),
        (b"RIFF\x00\x00\x00\x00AVI ", ""),
        (b"MThd", ""),
        (b"", ""),
        (b"\xff", ""),
    ],
)
def test_only_sound_files_are_named(head: bytes, name: str) -> None:
    # Attack: a playlist or a script that FFmpeg would follow to files and addresses.
    assert container_of(head) == name
