"""One worker, one thing at a time: the queue before it, short and without doubles."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Generic, TypeVar

from bot.edge.background import stop
from bot.edge.media.process import Outcome, Trade, Worker
from bot.media.saw import BUSY, UNUSABLE
from bot.observe.metrics import QUEUE

O = TypeVar("O", bound=Outcome)  # noqa: E741 - an outcome


class WorkQueue(Generic[O]):
    """Has one thing read after the other; refuses when too many wait. It always answers, and never raises."""

    def __init__(self, trade: Trade[O], worker: Worker[O], most_bytes: int, most_waiting: int) -> None:
        """Keep the worker; it starts with the first thing to read."""
        self._trade = trade
        self._worker = worker
        self._most_bytes = most_bytes
        self._most = most_waiting
        self._turn = asyncio.Lock()
        self._running: dict[bytes, asyncio.Task[O]] = {}

    async def ask(self, data: bytes) -> O:
        """Return what came of reading.

        The reading outlives the caller who gives up, and a retry with the same
        bytes joins it: nobody stands in the queue twice.
        """
        if not data or len(data) > self._most_bytes:
            return self._trade.failed(UNUSABLE, f"{len(data)} bytes")
        key = hashlib.sha256(data).digest()
        task = self._running.get(key)
        if task is None:
            if len(self._running) >= self._most:
                return self._trade.failed(BUSY, "")
            task = asyncio.create_task(self._in_turn(data))
            self._running[key] = task
            task.add_done_callback(lambda _: self._left(key))
            self._count()
        return await asyncio.shield(task)

    def _left(self, key: bytes) -> None:
        self._running.pop(key, None)
        self._count()

    def _count(self) -> None:
        QUEUE.labels(self._trade.thing).set(len(self._running))

    async def within(self, data: bytes, seconds: float) -> O:
        """Return what came of reading; what stands in the queue too long counts as refused."""
        try:
            return await asyncio.wait_for(self.ask(data), seconds)
        except asyncio.TimeoutError:
            return self._trade.failed(BUSY, "")

    async def close(self) -> None:
        """Give up what waits and end the worker."""
        await stop(*self._running.values())
        await self._worker.stop()

    async def _in_turn(self, data: bytes) -> O:
        async with self._turn:
            return await self._worker.ask(data)
