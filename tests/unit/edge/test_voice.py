"""Sound files by their words, and nothing else of the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.edge.voice import FolderSpeaker, voice_key

WORDS = "先别转钱。\n打110。"


@pytest.mark.parametrize("kind", [".ogg", ".mp3", ".wav"])
def test_words_with_a_file_are_read(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"{voice_key(WORDS)}{kind}"
    file.write_bytes(b"sound")
    speaker = FolderSpeaker(str(tmp_path))
    assert speaker.key("先别转钱。打110。") == voice_key(WORDS)
    assert speaker.file(voice_key(WORDS)) == file
    assert speaker.key("先别转钱。") == ""


def test_without_a_folder_nothing_is_read() -> None:
    assert FolderSpeaker("").key(WORDS) == ""


@pytest.mark.parametrize("key", ["", "..", "../secret", "a" * 31, "A" * 32, "a" * 32 + "\n", "/etc/passwd"])
def test_a_key_reaches_no_other_file(tmp_path: Path, key: str) -> None:
    # Attack: the address of a sound names another file of the server.
    (tmp_path / "voices").mkdir()
    (tmp_path / "secret.ogg").write_bytes(b"secret")
    assert FolderSpeaker(str(tmp_path / "voices")).file(key) is None
