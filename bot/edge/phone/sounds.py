"""From prompts to sounds that a media program can fetch."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from bot.phone.events import Sound
from bot.voice.sentences import sentence_key, spoken_sentences
from bot.voice.store import RECORDED, Store
from bot.voice.telephone import derive

logger = logging.getLogger(__name__)

ADDRESS = "/api/phone/sounds"


class Sounds:
    """Finds the sounds of a folder, and makes them narrow for the line."""

    def __init__(self, folder: Path) -> None:
        """Keep where the sounds lie."""
        self._store = Store(folder)

    def of(self, prompts: Iterable[str]) -> tuple[Sound, ...]:
        """Return the sounds of prompts, sentence by sentence; `url` is empty where nothing lies ready."""
        return tuple(self._sound(sentence) for prompt in prompts for sentence in spoken_sentences(prompt))

    def is_synthetic(self, prompts: Iterable[str]) -> bool:
        """Say whether a machine says any of this."""
        return any(sound.synthetic for sound in self.of(prompts))

    def file(self, key: str) -> Path | None:
        """Return the sound of a key for the line, made now where it is missing or was made of another source.

        It bears its source's time: a recording that is taken away leaves an older source than it was itself.
        Blocks: call it off the event loop.
        """
        source = self._store.file(key)
        if source is None:
            return None
        target = self._store.telephone(key)
        try:
            made_at = source.stat().st_mtime_ns  # asked first: a source replaced meanwhile is made anew
            if not target.is_file() or target.stat().st_mtime_ns != made_at:
                derive(source, target)
                os.utime(target, ns=(made_at, made_at))
        except (OSError, ValueError) as error:
            logger.error("no telephone sound for %s: %s", key, error)
            return None
        return target

    def _sound(self, sentence: str) -> Sound:
        key = sentence_key(sentence)
        source = self._store.file(key)
        if source is None:
            return Sound(sentence, key)
        synthetic = source.parent.name != RECORDED
        version = f"{source.stat().st_mtime_ns:x}{'s' if synthetic else 'r'}"
        return Sound(sentence, key, f"{ADDRESS}/{key}.wav?v={version}", synthetic)
