"""Which texts can be heard, and nothing else of the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.edge.voice import FolderSpeaker
from bot.voice.sentences import sentence_key
from bot.voice.store import RECORDED, SYNTHETIC, Store

FIRST, SECOND, OWN = "先别转钱。", "打110。", "您说的是「老李借钱」。"


def put(folder: Path, sentence: str, where: str = SYNTHETIC, kind: str = ".ogg") -> Path:
    file = folder / where / f"{sentence_key(sentence)}{kind}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(where.encode())
    return file


@pytest.mark.parametrize("kind", [".ogg", ".mp3", ".wav"])
def test_a_text_is_read_sentence_by_sentence(tmp_path: Path, kind: str) -> None:
    put(tmp_path, FIRST)
    put(tmp_path, SECOND, kind=kind)
    keys = FolderSpeaker(tmp_path).keys(["1 先别转钱。\n2 打110。"])
    assert keys == [sentence_key(FIRST), sentence_key(SECOND)]


def test_half_an_advice_is_not_read(tmp_path: Path) -> None:
    # Attack: "别转" without "钱要是转了，打110" is worse than silence.
    put(tmp_path, FIRST)
    assert FolderSpeaker(tmp_path).keys([FIRST, SECOND]) == []
    Store(tmp_path).write_wanted([sentence_key(FIRST), sentence_key(SECOND)])
    assert FolderSpeaker(tmp_path).keys([FIRST, SECOND]) == []


def test_the_residents_own_words_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    Store(tmp_path).write_wanted([sentence_key(FIRST)])
    assert FolderSpeaker(tmp_path).keys([OWN, FIRST]) == [sentence_key(FIRST)]


def test_a_recorded_voice_wins(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    speaker = FolderSpeaker(tmp_path)
    assert speaker.is_synthetic(sentence_key(FIRST))
    recorded = put(tmp_path, FIRST, RECORDED, ".wav")
    assert speaker.file(sentence_key(FIRST)) == recorded
    assert not speaker.is_synthetic(sentence_key(FIRST))


def test_without_a_folder_nothing_is_read(tmp_path: Path) -> None:
    assert FolderSpeaker(tmp_path / "none").keys([FIRST]) == []


@pytest.mark.parametrize("key", ["", "..", "../secret", "a" * 31, "A" * 32, "a" * 32 + "\n", "/etc/passwd"])
def test_a_key_reaches_no_other_file(tmp_path: Path, key: str) -> None:
    # Attack: the address of a sound names another file of the server.
    (tmp_path / RECORDED).mkdir()
    (tmp_path / "secret.ogg").write_bytes(b"secret")
    assert FolderSpeaker(tmp_path).file(key) is None
