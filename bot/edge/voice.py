"""What is read aloud: sounds that lie ready, found by the sentences they say.

Sounds are made ahead, by a person with a microphone or by `python -m bot voice`. A screen is read
only when nothing of it is missing, for half an advice misleads; only sentences that hold the
resident's own words, which no list can name, are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from bot.voice.sentences import sentence_key, spoken_sentences
from bot.voice.store import RECORDED, Store


class Speaker(Protocol):
    """Somebody who can read words aloud."""

    def keys(self, texts: Iterable[str]) -> list[str]:
        """Return under which keys these texts can be heard, one after the other; none when they cannot."""

    def file(self, key: str) -> Path | None:
        """Return the sound of a key, None when there is none."""

    def is_synthetic(self, key: str) -> bool:
        """Say whether a machine says it."""


class FolderSpeaker:
    """Reads what lies ready in a folder."""

    def __init__(self, folder: Path) -> None:
        """Keep where the files lie."""
        self._store = Store(folder)
        self._wanted: tuple[float, frozenset[str]] = (0.0, frozenset())

    def keys(self, texts: Iterable[str]) -> list[str]:
        """Return under which keys these texts can be heard, one after the other; none when they cannot."""
        found: list[str] = []
        wanted = self._listed()
        for sentence in (sentence for text in texts for sentence in spoken_sentences(text)):
            key = sentence_key(sentence)
            if self._store.file(key) is not None:
                found.append(key)
            elif not wanted or key in wanted:
                return []
        return found

    def file(self, key: str) -> Path | None:
        """Return the sound of a key, None when there is none."""
        return self._store.file(key)

    def is_synthetic(self, key: str) -> bool:
        """Say whether a machine says it."""
        file = self._store.file(key)
        return file is not None and file.parent.name != RECORDED

    def _listed(self) -> frozenset[str]:
        """Return the keys of all sentences that have a sound when rendering is done."""
        try:
            changed = self._store.wanted_file().stat().st_mtime
            if changed != self._wanted[0]:
                self._wanted = changed, frozenset(self._store.wanted_file().read_text(encoding="ascii").split())
        except OSError:
            self._wanted = 0.0, frozenset()
        return self._wanted[1]
