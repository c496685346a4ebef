"""Pictures and voice: what we take of them, and who reads them. They live in memory only."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field


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
    """What was read.

    Attributes:
        text: to be assessed, as if it had been pasted.
        shown: said before the reply, so that the person can correct what was read; may be empty.
    """

    text: str
    shown: str = ""


class MediaReader(ABC):
    """Turns a picture or a recording into words."""

    @abstractmethod
    def reads(self, kind: str) -> bool:
        """Say whether files of a kind ("image", "voice") are worth fetching."""

    @abstractmethod
    async def read(self, kind: str, fetched: Fetched) -> MediaText | None:
        """Return what stands in it, None where nothing could be made out."""


class NoReader(MediaReader):
    """Reads nothing: a picture is answered with a question, a recording with a wish to type."""

    def reads(self, kind: str) -> bool:
        """Fetch nothing."""
        return False

    async def read(self, kind: str, fetched: Fetched) -> MediaText | None:
        """Make out nothing."""
        return None
