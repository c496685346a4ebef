"""One caller whom the PBX brought: a socket, and after a hand-over that failed perhaps a second one."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import suppress

from telephone.audiosocket.wire import AUDIO, ERROR, HANGUP, KEY, Message, dump, read
from telephone.core.call import Call
from telephone.core.frames import FRAME_BYTES, FRAME_SECONDS, frames_of
from telephone.core.line import Line

BACK_SECONDS = 60.0  # the dialplan rings the other side for 40; who is not back by then was handed over
_DIALLED = re.compile(r"\+?[0-9]{2,20}")
_LATEST = 0.2  # seconds: what is later than that is left out, not sent in a burst


class PbxLeg:
    """The way to a caller through the PBX."""

    def __init__(self, line: Line, can_transfer: bool, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep where sound comes from and goes to."""
        self.call: Call | None = None
        self.to = ""  # where the caller is being handed over
        self._line = line
        self._can_transfer = can_transfer
        self._clock = clock
        self._writer: asyncio.StreamWriter | None = None
        self._back: asyncio.Future[bool] | None = None
        self._rest = b""

    # Leg

    async def transfer(self, to: str) -> bool:
        """Give the caller back to the dialplan, which asks us where to; it comes back when nobody takes the call."""
        if not self._can_transfer or not _DIALLED.fullmatch(to):
            return False
        self.to = to
        self._back = asyncio.get_running_loop().create_future()
        self._close()
        try:
            return await asyncio.wait_for(self._back, BACK_SECONDS)
        except asyncio.TimeoutError:
            return True
        finally:
            self.to, self._back = "", None

    def hang_up(self) -> None:
        """End the connection; the dialplan hangs up."""
        self._close()

    # the socket's side

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry sound and keys until the connection ends."""
        self._writer = writer
        if self._back is not None and not self._back.done():
            self._back.set_result(False)
        sending = asyncio.create_task(self._send(writer))
        try:
            while self._take(await read(reader)):
                pass
        finally:
            sending.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await sending
            if self._writer is writer:
                self._close()
            if self.call is not None and not self.to:
                self.call.gone()

    def _take(self, message: Message) -> bool:
        """Do what a message says; return whether more is to come."""
        if message.kind == AUDIO:
            self._hear(message.payload)
        elif message.kind == KEY and self.call is not None:
            self.call.key(message.payload.decode("ascii", "replace"))
        return message.kind not in (HANGUP, ERROR)

    def _hear(self, samples: bytes) -> None:
        """Cut what came into frames: a PBX may send other lengths."""
        samples = self._rest + samples
        whole = len(samples) // FRAME_BYTES * FRAME_BYTES
        self._rest = samples[whole:]
        for frame in frames_of(samples[:whole]):
            self._line.hear(frame)

    async def _send(self, writer: asyncio.StreamWriter) -> None:
        """Send a frame every 20 ms, by the clock and not by how long sending took."""
        due = self._clock()
        while not writer.is_closing():
            writer.write(dump(AUDIO, self._line.next_frame()))
            await writer.drain()
            due = max(due + FRAME_SECONDS, self._clock() - _LATEST)
            await asyncio.sleep(max(0.0, due - self._clock()))

    def _close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None and not writer.is_closing():
            writer.write(dump(HANGUP))
            writer.close()
