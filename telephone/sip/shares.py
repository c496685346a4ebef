"""More calls than one PJSIP can hold: several processes, each on a port of its own, each sends callers on to the next.

The PJSIP of PyPI is built for four calls. One of them is kept free, to tell the caller whom we have no
room for where there is some: 302 with the address of the next process (RFC 3261, 21.3.3).
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from contextlib import suppress
from dataclasses import asdict, replace

from telephone.core.config import Config, host_and_port

PJSIP_CALLS = 4
HELD = PJSIP_CALLS - 1
RTP_PORTS = 40  # of each process
AGAIN_SECONDS = 1.0
log = logging.getLogger("telephone")


def shares(config: Config) -> list[Config]:
    """Return the settings of each process. Pure."""
    host, port = host_and_port(config.listen)
    held = [HELD] * (config.most_calls // HELD) + [config.most_calls % HELD] * bool(config.most_calls % HELD)
    last = len(held) - 1
    return [
        replace(
            config,
            most_calls=calls,
            listen=f"{host}:{port + number}",
            rtp_port=config.rtp_port + RTP_PORTS * number,
            registrar=config.registrar if number == 0 else "",
            next=f"sip:{config.user}@{config.public or host}:{port + number + 1}" if number < last else "",
        )
        for number, calls in enumerate(held)
    ]


async def run_shares(config: Config, stop: asyncio.Event) -> None:
    """Run every process, again when one dies, until told to stop."""
    running = [asyncio.create_task(_keep(share)) for share in shares(config)]
    await stop.wait()
    for task in running:
        task.cancel()
    await asyncio.wait(running)


async def _keep(share: Config) -> None:
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "telephone.sip", "share", stdin=asyncio.subprocess.PIPE
        )
        try:
            await process.communicate(json.dumps(asdict(share)).encode())
            log.error("the process for %s ended with %s and is started again", share.listen, process.returncode)
            await asyncio.sleep(AGAIN_SECONDS)
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.terminate()
                await process.wait()
