"""A telephone without a network: an edge in memory, a leg that remembers, a media end as fast as it can be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from bot.phone.events import Answer, Command, Event, Exchange, HangUp, Play, Sound
from telephone.core.call import Call, Desk
from telephone.core.edge import EdgeAway
from telephone.core.frames import QUIET, frames_of, write_wav
from telephone.core.line import Line
from telephone.core.safe import Safe
from telephone.core.sounds import Sounds

Script = Callable[[Event], Sequence[Command]]
SAFE_SOUND = "/api/phone/sounds/safe.wav"


def sentence(name: str) -> Sound:
    """Return a sentence whose frames are all of one letter."""
    return Sound(name, name, f"/api/phone/sounds/{name}.wav", True)


def frames(name: str, count: int = 5) -> list[bytes]:
    """Return the frames of a sentence."""
    return list(frames_of(name[0].encode() * 320 * count))


class MemoryEdge:
    """An edge in memory (telephone.core.edge.Edge)."""

    def __init__(self, script: Script) -> None:
        """Keep what it answers."""
        self.script = script
        self.told: list[Event] = []
        self.wavs: list[bytes] = []
        self.away = False
        self.gate = asyncio.Event()  # answers wait for it
        self.gate.set()
        self.last: Sequence[Command] = (Play((sentence("safe"),)), HangUp())

    async def tell(self, call: str, exchange: Exchange, wav: bytes = b"") -> Answer:
        """Answer as the script says."""
        self.told.append(exchange.event)
        self.wavs.append(wav)
        await self.gate.wait()
        if self.away:
            raise EdgeAway("away")
        return Answer(f"state {exchange.n}", tuple(self.script(exchange.event)))

    async def safe(self) -> Answer:
        """Return the last resort."""
        if self.away:
            raise EdgeAway("away")
        return Answer("", tuple(self.last))

    async def fetch(self, url: str) -> bytes:
        """Return frames of the first letter of a name."""
        if self.away or "missing" in url:
            raise EdgeAway("away")
        return write_wav(frames(Path(url).stem))


class MemoryLeg:
    """A leg that remembers (telephone.core.leg.Leg)."""

    def __init__(self, can_transfer: bool = True) -> None:
        """Begin on the line."""
        self.can_transfer = can_transfer
        self.asked: list[str] = []
        self.is_over = False

    async def transfer(self, to: str) -> bool:
        """Hand over, or not."""
        self.asked.append(to)
        return self.can_transfer

    def hang_up(self) -> None:
        """End."""
        self.is_over = True


class Telephone:
    """One call before a memory edge, its media end running as fast as the loop turns."""

    def __init__(self, script: Script, folder: Path, can_transfer: bool = True, longest: float = 60.0) -> None:
        """Set everything up; nothing rings yet."""
        self.edge = MemoryEdge(script)
        self.leg = MemoryLeg(can_transfer)
        self.line = Line(lambda: lambda frame: frame != QUIET)
        sounds = Sounds(self.edge, folder)
        self.desk = Desk(self.edge, sounds, Safe(self.edge, sounds, folder), longest)
        self.call = Call(self.desk, self.line, self.leg)
        self.sent: list[bytes] = []
        self.says = QUIET
        self.at: dict[str, Callable[[], None]] = {}  # what happens when a frame of a sentence is first heard

    async def ring(self, line: str = "") -> list[Event]:
        """Ring until the call is over; return what the edge was told."""
        await self.desk.safe.renew()
        pumping = asyncio.create_task(self._pump())
        try:
            await asyncio.wait_for(self.call.run(line), 20)
        finally:
            pumping.cancel()
            with suppress(asyncio.CancelledError):
                await pumping
        return self.edge.told

    def heard(self) -> str:
        """Return the first letters of the sentences that were heard, one for each frame."""
        return "".join(chr(frame[0]) for frame in self.sent if frame == frame[:1] * 320 and frame != QUIET)

    async def _pump(self) -> None:
        while True:
            frame = self.line.next_frame()
            self.sent.append(frame)
            happens = self.at.pop(chr(frame[0]), None) if frame != QUIET else None
            if happens is not None:
                happens()
            self.line.hear(self.says)
            await asyncio.sleep(0)
