"""The reader of pictures as the door uses it: a bound on uploads under way, and on waiting."""

from __future__ import annotations

import asyncio
from types import TracebackType

from bot.edge.media.reader import MediaReader
from bot.media.saw import BUSY, ReadImage

READ_SECONDS = 20.0  # with the queue
MOST_UPLOADS = 24  # at once: each may take ten megabytes of memory


class Full(Exception):
    """Too many uploads are under way."""


class Pictures:
    """Enter it to take a picture in; ask it to read one."""

    def __init__(self, reader: MediaReader, most_uploads: int = MOST_UPLOADS) -> None:
        """Keep both."""
        self._reader = reader
        self._free = most_uploads

    def __enter__(self) -> None:
        """Take a place for one upload.

        Raises:
            Full: there is none.
        """
        if self._free <= 0:
            raise Full
        self._free -= 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the place back."""
        self._free += 1

    async def read(self, data: bytes) -> ReadImage:
        """Return what is in the picture; one that stands in the queue too long counts as refused."""
        try:
            return await asyncio.wait_for(self._reader.read_image(data), READ_SECONDS)
        except asyncio.TimeoutError:
            return ReadImage(problem=BUSY)
