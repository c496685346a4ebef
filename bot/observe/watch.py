"""Looks every few seconds at what the edge depends on, sets the gauges, and logs every change once."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from bot.observe.metrics import CLOCK_JUMPS, DISK_FREE, UP

logger = logging.getLogger(__name__)

EVERY_SECONDS = 3.0
JUMP_SECONDS = 5.0
LEAST_FREE = 64 * 1024 * 1024
States = Mapping[str, bool]


class Changes:
    """Says what went down and what came back, once each."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with everything taken for up."""
        self._clock = clock
        self._down: dict[str, float] = {}

    def saw(self, states: States) -> list[tuple[str, bool, float]]:
        """Return (part, is up, seconds it was down) for each part that changed."""
        changed = []
        for part, up in states.items():
            if not up and part not in self._down:
                self._down[part] = self._clock()
                changed.append((part, False, 0.0))
            elif up and part in self._down:
                changed.append((part, True, self._clock() - self._down.pop(part)))
        return changed


class Clocks:
    """Notices a wall clock that jumps against the monotonic one."""

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        """Remember how the two stand."""
        self._wall = wall
        self._steady = steady
        self._difference = wall() - steady()

    def jumped(self) -> float:
        """Return by how many seconds the clock jumped since the last look, 0 where it did not."""
        before, self._difference = self._difference, self._wall() - self._steady()
        jump = self._difference - before
        return jump if abs(jump) >= JUMP_SECONDS else 0.0


def free_bytes(folder: Path) -> int | None:
    """Return the free room where a folder lies, None where that cannot be told."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


class Watch:
    """The probe of one edge."""

    def __init__(self, states: Callable[[], Awaitable[States]], folder: Path) -> None:
        """Keep what tells whether the parts are up, and the folder whose disk must not fill."""
        self._states = states
        self._folder = folder
        self._changes = Changes()
        self._clocks = Clocks()

    async def look(self) -> None:
        """Look once."""
        states = dict(await self._states())
        free = await asyncio.to_thread(free_bytes, self._folder)
        if free is not None:
            DISK_FREE.set(free)
            states["disk"] = free >= LEAST_FREE
        for part, up in states.items():
            UP.labels(part).set(up)
        for part, up, seconds in self._changes.saw(states):
            tell_change(part, up, seconds)
        if jump := self._clocks.jumped():
            CLOCK_JUMPS.inc()
            logger.error("the clock jumped by %+.0f s: check the time service", jump)

    async def forever(self) -> None:
        """Look until cancelled; nothing that goes wrong here may end it."""
        while True:
            try:
                await self.look()
            except Exception as error:  # the next look is soon
                logger.error("the watch failed: %s", type(error).__name__)
            await asyncio.sleep(EVERY_SECONDS)


def tell_change(part: str, up: bool, seconds: float) -> None:
    """Log that a part went down or came back."""
    if up:
        logger.warning("%s is up again after %.0f s", part, seconds, extra={"data": {"part": part, "up": True}})
    else:
        logger.error("%s is down", part, extra={"data": {"part": part, "up": False}})
