"""Steady load through the public doors, every message with an id of its own that is asked for again later."""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Sequence

from bot.chaos.doors import Door
from bot.chaos.said import NEXT, REAL, STORIES, Said

_numbers = itertools.count(int(time.time() * 1000) * 100_000)


class Load:
    """Residents who come one after another; every second message is somebody's second one."""

    def __init__(self, doors: Sequence[Door], per_second: float) -> None:
        """Keep the doors; they are used in turn."""
        self._doors = doors
        self._every = 1.0 / per_second
        self._stopping = False
        self._tasks: set[asyncio.Task[Said]] = set()
        self.said: list[Said] = []

    async def run(self) -> None:
        """Send until told to stop, then wait for the last answers."""
        for number in itertools.count():
            if self._stopping:
                break
            self._send(number)
            await asyncio.sleep(self._every)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=30)

    def stop(self) -> None:
        """Send no more."""
        self._stopping = True

    def _send(self, number: int) -> None:
        door = self._doors[(number // 2) % len(self._doors)]
        earlier = [one for one in self.said[-40:] if one.kind == REAL and one.text != NEXT and one.door == door.name]
        if number % 2 and earlier:
            user, text = earlier[-1].user, NEXT
        else:
            user, text = f"o{uuid.uuid4().hex[:24]}", STORIES[number % len(STORIES)]
        said = Said(door.name, user, str(next(_numbers)), text, time.monotonic())
        self.said.append(said)
        task = asyncio.create_task(door.say(said))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
