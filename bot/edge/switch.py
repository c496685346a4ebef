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
from db.switches import Switched

EVERY_SECONDS = 2.0
# What may be said while a channel is shut, approved words only: they replace every answer. The first is the default.
OFF_WORDINGS = ("channel_off", "channel_off_upgrade", "channel_off_night")
CHANNELS = {"web": "网页", "wechat": "微信", "kiosk": "触摸屏", "phone": "电话"}


class ChannelSwitches:
    """Looks at the switches in the database at most every two seconds."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep where to look."""
        self._engine = engine
        self._clock = clock
        self._seen: dict[str, tuple[Switched, float]] = {}

    async def is_open(self, channel: str) -> bool:
        """Say whether residents are answered there; where the database is away, as it was."""
        return (await self._current(channel)).is_open

    async def told(self, channel: str) -> str:
        """Return the id of what residents are told instead of an answer, empty while they are answered."""
        state = await self._current(channel)
        if state.is_open:
            return ""
        return state.told if state.told in OFF_WORDINGS else OFF_WORDINGS[0]

    async def _current(self, channel: str) -> Switched:
        state, until = self._seen.get(channel, (Switched(), 0.0))
        if self._clock() < until:
            return state
        try:
            state = await asyncio.to_thread(switches.current, self._engine, channel)
        except SQLAlchemyError:
            return state
        self._seen[channel] = (state, self._clock() + EVERY_SECONDS)
        return state


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
