"""Serves the edge until it is told to stop, with bounds that aiohttp has none of."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import signal

from aiohttp import web

from bot.edge import background
from bot.edge.connections import CONNECTIONS, Connections
from bot.edge.refusals import spare_the_log

LINGERING_SECONDS = 5.0  # for what is left of a body that nobody wanted
OWN_FILES = 200  # database, log, workers, pages


def make_room(connections: int) -> int:
    """Raise the bound on open files as far as it goes; returns how many connections fit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * connections + OWN_FILES  # those of half a second may come on top before somebody looks
    if soft < wanted and soft != resource.RLIM_INFINITY:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return connections if soft == resource.RLIM_INFINITY else max(16, min(connections, (soft - OWN_FILES) // 2))


async def watch(runner: web.AppRunner, connections: Connections) -> None:
    """Cut off for ever what is overdue."""
    clock = asyncio.get_running_loop().time
    while True:
        open_now = runner.server.connections if runner.server else []
        for one in connections.overdue(open_now, clock()):
            if one.transport is not None:
                one.transport.abort()
        await asyncio.sleep(connections.limits.look_seconds)


async def serve_until(stop: asyncio.Event, app: web.Application, host: str, port: int, backlog: int) -> None:
    """Serve until the event; requests under way are answered first."""
    runner = web.AppRunner(app, access_log=None, lingering_time=LINGERING_SECONDS)
    await runner.setup()
    watching = asyncio.create_task(watch(runner, app[CONNECTIONS]))
    try:
        # reuse_port: several edges of one machine share the port
        await web.TCPSite(runner, host, port, backlog=backlog, reuse_port=True).start()
        await stop.wait()
    finally:
        await background.stop(watching)
        await runner.cleanup()


def run(app: web.Application, host: str, port: int, backlog: int) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    spare_the_log()

    async def main() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await serve_until(stop, app, host, port, backlog)

    asyncio.run(main())
