"""`read_image`: what every channel calls with a picture. It always answers, and never raises."""

from __future__ import annotations

from typing import Protocol

from bot.edge.media.process import PICTURES, WorkerProcess
from bot.edge.media.queue import WorkQueue
from bot.media.saw import MOST_BYTES, ReadImage

MOST_WAITING = 6  # pictures; a second or two each


class MediaReader(Protocol):
    """Reads pictures."""

    async def read_image(self, data: bytes) -> ReadImage:
        """Return what is in a picture; `problem` says why nothing was read."""
        ...


class QueuedReader(WorkQueue[ReadImage]):
    """Reads one picture after the other; refuses when too many wait."""

    def __init__(self, worker: WorkerProcess, most_waiting: int = MOST_WAITING) -> None:
        """Keep the worker; it starts with the first picture."""
        super().__init__(PICTURES, worker, MOST_BYTES, most_waiting)

    async def read_image(self, data: bytes) -> ReadImage:
        """Return what is in a picture; a retry with the same bytes joins the reading under way."""
        return await self.ask(data)
