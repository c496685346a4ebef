"""One call: tells the edge what happened and does what it answers. It decides nothing and knows no words."""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass

from bot.phone.events import Answered, Event, Exchange, HungUp, Key
from bot.phone.wire import KEYS
from telephone.core.edge import Edge, EdgeAway
from telephone.core.inbox import Inbox, TooLong
from telephone.core.leg import Leg
from telephone.core.line import Line
from telephone.core.obey import Happened, Obeying
from telephone.core.safe import Safe
from telephone.core.sounds import Sounds

URGENT = "90"  # keys that count even while an answer is awaited
log = logging.getLogger("telephone")


@dataclass(frozen=True)
class Desk:
    """What every call needs of the program it runs in."""

    edge: Edge
    sounds: Sounds
    safe: Safe
    longest: float


class Call:
    """A call from answering to hanging up."""

    def __init__(self, desk: Desk, line: Line, leg: Leg) -> None:
        """Begin before anything was said."""
        self.id = secrets.token_urlsafe(18)
        self._desk = desk
        self._line = line
        self._leg = leg
        self._inbox = Inbox()
        self._obeying = Obeying(line, leg, desk.sounds, self._inbox)
        self._n = 0
        self._state = ""

    def key(self, key: str) -> None:
        """The caller pressed a key."""
        if len(key) == 1 and key in KEYS:
            self._inbox.put(Key(key))

    def gone(self) -> None:
        """The caller, or the line, is gone."""
        self._inbox.put(HungUp())

    async def run(self, place: str) -> None:
        """Lead the call; returns when it has ended. Whatever breaks, the caller hears the safe list."""
        watch = asyncio.get_running_loop().call_later(self._desk.longest, self._inbox.put, TooLong())
        try:
            await self._talk(place)
        except EdgeAway as error:
            watch.cancel()
            log.error("call %s: %s", self.id, error)
            await self._obeying.last_resort(self._desk.safe.commands)
        except Exception as error:
            watch.cancel()
            log.error("call %s: %s", self.id, _reason(error), exc_info=not isinstance(error, TooLong))
            await self._obeying.last_resort(self._desk.safe.commands)
            await self._say_goodbye()
        finally:
            watch.cancel()
            self._line.stop()
            self._leg.hang_up()

    async def _talk(self, place: str) -> None:
        happened = Happened(Answered(place))
        while not isinstance(happened.event, HungUp):
            happened = await self._exchange(happened)
        await self._say_goodbye()

    async def _exchange(self, happened: Happened) -> Happened:
        """Tell one event, do what the answer says, and return what happened next."""
        exchange = self._next(happened.event)
        answer = await self._desk.edge.tell(self.id, exchange, happened.wav)
        self._state = answer.state
        missed = self._inbox.drain()
        if any(isinstance(one, TooLong) for one in missed):
            raise TooLong
        if any(isinstance(one, HungUp) for one in missed):
            return Happened(HungUp())
        urgent = [one for one in missed if isinstance(one, Key) and one.key in URGENT]
        if urgent:
            self._line.stop()
            return Happened(urgent[-1])
        return await self._obeying.obey(answer.commands)

    async def _say_goodbye(self) -> None:
        """Tell the edge that nobody is there any more; whether it hears does not matter."""
        self._line.stop()
        self._leg.hang_up()
        try:
            await self._desk.edge.tell(self.id, self._next(HungUp()))
        except Exception as error:  # the call is over whatever it is
            log.info("call %s: its end was not told: %s", self.id, error)

    def _next(self, event: Event) -> Exchange:
        self._n += 1
        return Exchange(self._n, self._state, event)


def _reason(error: Exception) -> str:
    return "longer than a call may last" if isinstance(error, TooLong) else "broken, the safe list is played"
