"""All calls of one program: who may come in, what they share, and an orderly end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp

from telephone.core.call import Call, Desk
from telephone.core.config import Config
from telephone.core.edge import Edge, HttpEdge
from telephone.core.leg import Leg
from telephone.core.line import Detector, Line
from telephone.core.safe import Safe
from telephone.core.sounds import Sounds

log = logging.getLogger("telephone")


class Switchboard:
    """Takes calls as long as there is room."""

    def __init__(self, config: Config, edge: Edge, detector: Detector) -> None:
        """Keep what calls share."""
        sounds = Sounds(edge, config.path)
        sounds.prune()
        self.desk = Desk(edge, sounds, Safe(edge, sounds, config.path), config.longest)
        self._most = config.most_calls
        self._detector = detector
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def calls(self) -> int:
        """How many callers are on the line."""
        return len(self._tasks)

    @property
    def busy(self) -> bool:
        """Whether another caller could not be helped: no room, or nothing to say were the edge to fail."""
        return self.calls >= self._most or not self.desk.safe.commands

    def line(self) -> Line:
        """Return mouth and ear for a new call."""
        return Line(self._detector)

    def begin(self, line: Line, leg: Leg, place: str) -> Call:
        """Lead a call that stands, in the background."""
        call = Call(self.desk, line, leg)
        task = asyncio.create_task(call.run(place))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return call

    async def end_all(self, seconds: float = 2.0) -> None:
        """Cancel every call and wait until each has hung up."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)


@asynccontextmanager
async def open_switchboard(config: Config, detector: Detector) -> AsyncIterator[Switchboard]:
    """Yield a switchboard that talks to the edge and keeps its last resort fresh."""
    async with aiohttp.ClientSession() as session:
        board = Switchboard(config, HttpEdge(session, config.edge, config.token), detector)
        renewing = asyncio.create_task(board.desk.safe.keep_renewing())
        try:
            yield board
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing
            await board.end_all()


def speech_detector() -> Callable[[bytes], bool]:
    """Return what says whether 20 ms hold speech: WebRTC's detector, at its strictest."""
    import webrtcvad  # of .venv-phone; the rest of this package does without

    detector = webrtcvad.Vad(3)
    return lambda frame: bool(detector.is_speech(frame, 8000))
