"""What is read aloud: sound files that lie ready, found by the words they say.

Whoever makes a voice, a person with a microphone or a synthesiser that runs
ahead, drops `<voice_key(words)>.ogg` (.mp3, .wav) into one folder. Words
without a file are not read, and the page then offers no button.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Protocol

KINDS = (".ogg", ".mp3", ".wav")
_KEY = re.compile(r"[0-9a-f]{32}")


def voice_key(words: str) -> str:
    """Return the name of the file that says these words: line breaks and blanks do not count."""
    return hashlib.sha256("".join(words.split()).encode()).hexdigest()[:32]


class Speaker(Protocol):
    """Somebody who can read words aloud."""

    def key(self, words: str) -> str:
        """Return under which key these words can be heard, empty when they cannot."""

    def file(self, key: str) -> Path | None:
        """Return the sound of a key, None when there is none."""


class FolderSpeaker:
    """Reads what lies ready in a folder; nothing while no folder is named."""

    def __init__(self, folder: str) -> None:
        """Keep where the files lie."""
        self._folder = Path(folder) if folder else None

    def key(self, words: str) -> str:
        """Return under which key these words can be heard, empty when they cannot."""
        key = voice_key(words)
        return key if self.file(key) else ""

    def file(self, key: str) -> Path | None:
        """Return the sound of a key, None when there is none."""
        if self._folder is None or not _KEY.fullmatch(key):
            return None
        paths = (self._folder / f"{key}{kind}" for kind in KINDS)
        return next((path for path in paths if path.is_file()), None)
