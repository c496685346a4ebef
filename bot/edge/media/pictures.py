"""The reader of pictures as the door uses it: a bound on uploads under way, and on waiting."""

from __future__ import annotations

import asyncio

from bot.edge.media.reader import MediaReader
from bot.edge.media.uploads import Full as Full
from bot.edge.media.uploads import Uploads
from bot.media.saw import BUSY, ReadImage

READ_SECONDS = 20.0  # with the queue
MOST_UPLOADS = 24  # at once: each may take ten megabytes of memory


class Pictures(Uploads):
    """Enter it to take a picture in; ask it to read one."""

    def __init__(self, reader: MediaReader, most_uploads: int = MOST_UPLOADS) -> None:
        """Keep both."""
        super().__init__(most_uploads)
        self._reader = reader

    async def read(self, data: bytes) -> ReadImage:
        """Return what is in the picture; one that stands in the queue too long counts as refused."""
        try:
            return await asyncio.wait_for(self._reader.read_image(data), READ_SECONDS)
        except asyncio.TimeoutError:
            return ReadImage(problem=BUSY)
