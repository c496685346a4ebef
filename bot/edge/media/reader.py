"""`read_image`: what every channel calls with a picture. It always answers, and never raises."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Protocol

from bot.edge.media.process import WorkerProcess
from bot.media.saw import BUSY, MOST_BYTES, UNUSABLE, ReadImage

MOST_WAITING = 6  # pictures; a second or two each


class MediaReader(Protocol):
    """Reads pictures."""

    async def read_image(self, data: bytes) -> ReadImage:
        """Return what is in a picture; `problem` says why nothing was read."""
        ...


class QueuedReader:
    """Reads one picture after the other; refuses when too many wait."""

    def __init__(self, worker: WorkerProcess, most_waiting: int = MOST_WAITING) -> None:
        """Keep the worker; it starts with the first picture."""
        self._worker = worker
        self._most = most_waiting
        self._turn = asyncio.Lock()
        self._running: dict[bytes, asyncio.Task[ReadImage]] = {}

    async def read_image(self, data: bytes) -> ReadImage:
        """Return what is in a picture.

        The reading outlives the caller who gives up, and a retry with the same
        bytes joins it: nobody stands in the queue twice.
        """
        if not data or len(data) > MOST_BYTES:
            return ReadImage(problem=UNUSABLE, detail=f"{len(data)} bytes")
        key = hashlib.sha256(data).digest()
        task = self._running.get(key)
        if task is None:
            if len(self._running) >= self._most:
                return ReadImage(problem=BUSY)
            task = asyncio.create_task(self._in_turn(data))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Give up what waits and end the worker."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._worker.stop()

    async def _in_turn(self, data: bytes) -> ReadImage:
        async with self._turn:
            return await self._worker.ask(data)
