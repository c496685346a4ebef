"""Pictures and voice: what we take of them, and who reads them. They live in memory only."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.edge.keys import KNOWLEDGE, PICTURES
from bot.media.saw import BUSY, UNUSABLE
from bot.media.text import NOTHING, text_of


@dataclass(frozen=True)
class Limits:
    """What may be fetched of one kind."""

    most_bytes: int
    types: frozenset[str]


LIMITS = {
    "image": Limits(10 * 1024 * 1024, frozenset({"image/jpeg", "image/jpg", "image/png", "image/gif", "image/bmp"})),
    "voice": Limits(2 * 1024 * 1024, frozenset({"audio/amr", "voice/amr", "audio/mpeg", "audio/mp3", "voice/speex"})),
}


@dataclass(frozen=True)
class Fetched:
    """One file, as it came."""

    type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class MediaText:
    """What was read in a file: to be assessed as if it had been pasted, and said again before the reply.

    So the person can correct a slip.
    """

    text: str


@dataclass(frozen=True)
class MediaSaid:
    """What is said of a file that is not assessed."""

    blocks: list[dict[str, Any]]


MediaRead = MediaText | MediaSaid


class MediaReader(ABC):
    """Turns a picture or a recording into words."""

    @abstractmethod
    def reads(self, kind: str) -> bool:
        """Say whether files of a kind ("image", "voice") are worth fetching."""

    @abstractmethod
    async def read(self, kind: str, fetched: Fetched) -> MediaRead | None:
        """Return what stands in it, None where nothing could be made out."""


class EdgeReader(MediaReader):
    """Reads pictures with the edge's own worker."""

    def __init__(self, app: web.Application) -> None:
        """Keep where the worker is found; it starts with the first picture."""
        self._app = app

    def reads(self, kind: str) -> bool:
        """Take pictures; a recording is answered with a wish to type."""
        return kind == "image"

    async def read(self, kind: str, fetched: Fetched) -> MediaRead | None:
        """Return the words of a picture."""
        read = await self._app[PICTURES].read(fetched.data)
        if read.problem in (BUSY, UNUSABLE):
            return MediaSaid(self._app[KNOWLEDGE].picture_refused(read.problem == BUSY, False))
        text = text_of(read)
        return None if read.problem or text == NOTHING else MediaText(text)
