"""What every telephone program does at its start and end."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable

from telephone.core.config import Config

Serve = Callable[[Config, asyncio.Event], Awaitable[None]]
SWITCH_SECONDS = 0.001  # the clock of the sound never waits longer for Python than this


def run_until_told(serve: Serve, config: Config) -> int:
    """Serve until SIGTERM or SIGINT and return the exit code."""
    logging.basicConfig(level=logging.INFO, format="telephone: %(message)s", stream=sys.stderr)
    sys.setswitchinterval(SWITCH_SECONDS)
    asyncio.run(_run(serve, config))
    return 0


async def _run(serve: Serve, config: Config) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(config, stop)
