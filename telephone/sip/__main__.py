"""The SIP program."""

from __future__ import annotations

import asyncio
import os
import sys

from telephone.core.config import Config, config_from_stdin
from telephone.core.process import run_until_told
from telephone.core.switchboard import open_switchboard, speech_detector
from telephone.sip.endpoint import Endpoint
from telephone.sip.shares import HELD, run_shares


async def serve(config: Config, stop: asyncio.Event) -> None:
    """Take calls until told to stop."""
    async with open_switchboard(config, speech_detector) as board:
        endpoint = Endpoint(config, board)
        polling = asyncio.create_task(endpoint.poll())
        endpoint.register()
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            polling.cancel()
            await board.end_all()
            await endpoint.close()
        if polling.done() and not polling.cancelled():
            polling.result()


def is_share(config: Config, arguments: list[str]) -> bool:
    """Say whether this process holds calls itself, alone or as one of several."""
    return "share" in arguments or config.most_calls <= HELD


if __name__ == "__main__":
    given = config_from_stdin()
    code = run_until_told(serve if is_share(given, sys.argv) else run_shares, given)
    sys.stderr.flush()
    os._exit(code)  # Python would take objects of PJSIP down in no order, after PJSIP itself
