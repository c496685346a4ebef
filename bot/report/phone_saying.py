"""Sentences that residents tell, said by voices that are not the assistant's, as a telephone carries them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.check.measured import read_regression
from bot.report.speech import recordings
from bot.settings import ROOT, Settings
from bot.voice.pronounce import pronounce
from bot.voice.renderer import Worker

VOICES = ("zf_xiaoni", "zm_yunxi", "zm_yunjian", "zf_xiaoyi")
LINE = "telephone line"
SHORTEST, LONGEST = 10, 45  # characters: what somebody says after a tone
_NOT_SAID = ("〔", "[", "http")


@dataclass(frozen=True)
class Told:
    """One sentence of the regression set: which scam it truly is, and its words."""

    id: str
    type: str
    text: str


def sentences(types: frozenset[str], count: int) -> list[Told]:
    """Return one sentence a scam, of scams spread over the catalogue; none of them was trained on."""
    found = [
        Told(stem, stem, text)
        for stem, items in sorted(read_regression(ROOT).items())
        if stem in types
        for text in [_sayable([str(item["text"]) for item in items])]
        if text
    ]
    step = max(1, len(found) // count)
    return found[::step][:count]


def _sayable(texts: list[str]) -> str:
    fits = (text for text in texts if SHORTEST <= len(text) <= LONGEST and not any(mark in text for mark in _NOT_SAID))
    return next(fits, "")


def say_all(told: list[Told], settings: Settings, folder: Path) -> dict[str, bytes]:
    """Return the recordings by id, rendered where they are missing.

    Raises:
        NotInstalled: there is no voice on this machine.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for n, voice in enumerate(VOICES):
        mine = [one for one in told[n :: len(VOICES)] if not (folder / f"{one.id}.ogg").is_file()]
        if mine:
            with Worker(settings, voice) as worker:
                for one in mine:
                    worker.say(pronounce(one.text), folder / f"{one.id}.ogg")
    wanted = {one.id for one in told}
    return {name: data for name, data in recordings(settings.media_python, folder)[LINE].items() if name in wanted}
