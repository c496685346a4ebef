"""The program for a PBX."""

from __future__ import annotations

import asyncio
import sys

from telephone.audiosocket.server import PbxServer
from telephone.core.config import Config, config_from_stdin
from telephone.core.process import run_until_told
from telephone.core.switchboard import open_switchboard, speech_detector


async def serve(config: Config, stop: asyncio.Event) -> None:
    """Take calls until told to stop."""
    async with open_switchboard(config, speech_detector) as board:
        server = PbxServer(config, board)
        await server.start()
        try:
            await stop.wait()
        finally:
            server.close()


if __name__ == "__main__":
    sys.exit(run_until_told(serve, config_from_stdin()))
