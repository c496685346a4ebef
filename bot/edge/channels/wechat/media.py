"""Pictures and voice: what we take of them, and who reads them. They live in memory only."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.edge.keys import CONFIRMING, EARS, KNOWLEDGE, PICTURES
from bot.media.saw import BUSY, UNUSABLE
from bot.media.text import NOTHING, text_of
from bot.reply.blocks import Listener
from bot.text.prepare import prepare
from db.models import utc_now


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
    async def read(self, kind: str, fetched: Fetched, person: str) -> MediaRead | None:
        """Return what stands in it, None where nothing could be made out.

        Args:
            kind: "image" or "voice".
            fetched: the file.
            person: the hash of who sent it.
        """


class EdgeReader(MediaReader):
    """Reads pictures and hears recordings with the edge's own workers."""

    def __init__(self, app: web.Application) -> None:
        """Keep where the workers are found; each starts on first use."""
        self._app = app

    def reads(self, kind: str) -> bool:
        """Take both."""
        return kind in LIMITS

    async def read(self, kind: str, fetched: Fetched, person: str) -> MediaRead | None:
        """Return the words of a picture, or the question whether a recording was heard right."""
        return await (self._see(fetched) if kind == "image" else self._hear(fetched, person))

    async def _see(self, fetched: Fetched) -> MediaRead | None:
        read = await self._app[PICTURES].read(fetched.data)
        if read.problem in (BUSY, UNUSABLE):
            return MediaSaid(self._app[KNOWLEDGE].picture_refused(read.problem == BUSY, False))
        text = text_of(read)
        return None if read.problem or text == NOTHING else MediaText(text)

    async def _hear(self, fetched: Fetched, person: str) -> MediaRead | None:
        heard = await self._app[EARS].hear(fetched.data)
        masked = prepare(heard.text, self._app[KNOWLEDGE].numbers()).text
        if heard.problem or not masked:
            return MediaSaid(self._app[KNOWLEDGE].speech(heard, False))
        return MediaSaid(await self._app[CONFIRMING].ask(person, masked, Listener("wechat"), utc_now()))
