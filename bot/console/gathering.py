"""Grouping what waits for review, in a process of its own: the encoder costs memory that the console need not keep."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from bot.settings import ROOT

COMMAND = ("nice", "-n", "10", sys.executable, "-m", "bot", "cluster")


class Gathering:
    """One run at a time."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        """Keep what is run.

        Args:
            command: program and arguments.
        """
        self.command: Sequence[str] = tuple(command)
        self._running: asyncio.Task[int] | None = None
        self.failed = False

    @property
    def is_running(self) -> bool:
        """Say whether it has not ended."""
        return self._running is not None and not self._running.done()

    def begin(self) -> bool:
        """Start a run; False where one is under way."""
        if self.is_running:
            return False
        self._running = asyncio.create_task(self._run())
        return True

    async def ended(self) -> int:
        """Wait for the run that was begun last, and return its exit code."""
        return await self._running if self._running else 0

    async def close(self) -> None:
        """End what is still running; it stores nothing until it is finished."""
        if self.is_running and self._running:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _run(self) -> int:
        process = await asyncio.create_subprocess_exec(*self.command, cwd=ROOT, stdin=asyncio.subprocess.DEVNULL)
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            raise
        self.failed = code != 0
        return code
