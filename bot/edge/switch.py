"""Whether a channel is open, and `python -m bot channel`, which shuts and opens it."""

from __future__ import annotations

import asyncio
import getpass
import sys
import time
from collections.abc import Callable

from aiohttp import web
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import load_settings
from db import switches
from db.models import utc_now
from db.session import make_engine

EVERY_SECONDS = 2.0


class ChannelSwitches:
    """Looks at the switches in the database at most every two seconds."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep where to look."""
        self._engine = engine
        self._clock = clock
        self._seen: dict[str, tuple[bool, float]] = {}

    async def is_open(self, channel: str) -> bool:
        """Say whether residents are answered there; where the database is away, as it was."""
        is_open, until = self._seen.get(channel, (True, 0.0))
        if self._clock() < until:
            return is_open
        try:
            is_open = (await asyncio.to_thread(switches.current, self._engine, channel)).is_open
        except SQLAlchemyError:
            return is_open
        self._seen[channel] = (is_open, self._clock() + EVERY_SECONDS)
        return is_open


SWITCHES = web.AppKey("switches", ChannelSwitches)


def switch_channel(channel: str, to: str, reason: str) -> int:
    """Shut or open a channel, or tell how it stands; returns an exit code."""
    engine = make_engine(load_settings().database)
    try:
        if to:
            switches.switch(engine, channel, to == "on", reason, getpass.getuser(), utc_now())
        last = switches.current(engine, channel)
    except ValueError as error:
        print(f"--{error}", file=sys.stderr)
        return 2
    except SQLAlchemyError:
        print("the database is not prepared: run `python -m bot prepare`", file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    since = f", since {last.at:%Y-%m-%d %H:%M} UTC by {last.by}: {last.reason}" if last.at else ""
    print(f"{channel} is {'on' if last.is_open else 'off'}{since}")
    return 0
