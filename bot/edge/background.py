"""Ends tasks that go on for ever."""

from __future__ import annotations

import asyncio
from typing import Any

AGAIN_SECONDS = 0.5


async def stop(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks until they have ended; what they raise is not raised here.

    Once is not enough: where what it waits for is done in the same moment,
    `asyncio.wait_for` returns instead of passing the cancellation on, and the task
    goes on (Python below 3.12, https://github.com/python/cpython/issues/81839).
    """
    while running := [task for task in tasks if not task.done()]:
        for task in running:
            task.cancel()
        await asyncio.wait(running, timeout=AGAIN_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)
