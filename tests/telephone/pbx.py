"""A PBX written from the AudioSocket description, not from our code: connects, names the call, speaks, presses."""

from __future__ import annotations

import asyncio
import struct
import uuid
from contextlib import suppress


class Pbx:
    """One call that a PBX brings."""

    def __init__(self, call: uuid.UUID | None = None) -> None:
        """Name the call."""
        self.call = call or uuid.uuid4()
        self.received = bytearray()
        self.ended = asyncio.Event()
        self._says = b""

    async def connect(self, port: int, first: bytes | None = None) -> None:
        """Connect, and begin to send and receive sound."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port)
        self._writer.write(b"\x01\x00\x10" + self.call.bytes if first is None else first)
        self._tasks = [asyncio.create_task(self._receive()), asyncio.create_task(self._send())]

    def press(self, key: str) -> None:
        """Press a key."""
        self._writer.write(b"\x03\x00\x01" + key.encode())

    def say(self, samples: bytes) -> None:
        """Say something."""
        self._says += samples

    def says_no_more(self) -> None:
        """End our half of the connection."""
        self._tasks[1].cancel()
        self._writer.write_eof()

    async def hang_up(self) -> None:
        """The caller hangs up."""
        self._writer.write(b"\x00\x00\x00")
        await self.close()

    async def close(self) -> None:
        """End the connection."""
        self._writer.close()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await task

    async def _receive(self) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                kind, length = struct.unpack(">BH", await self._reader.readexactly(3))
                payload = await self._reader.readexactly(length)
                if kind == 0x10:
                    assert length == 320, "Asterisk takes 20 ms at a time"
                    self.received += payload
                elif kind == 0x00:
                    break
        self.ended.set()

    async def _send(self) -> None:
        while True:
            now, self._says = self._says[:320], self._says[320:]
            self._writer.write(b"\x10\x01\x40" + now.ljust(320, b"\0"))
            await asyncio.sleep(0.02)


async def ask_agi(port: int, script: str, *arguments: str) -> str:
    """Ask as a dialplan does; return the line that came back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = ["agi_network: yes", f"agi_network_script: {script}", "agi_callerid: 13800138000"]
    lines += [f"agi_arg_{number}: {one}" for number, one in enumerate(arguments, 1)]
    writer.write(("\n".join(lines) + "\n\n").encode())
    try:
        line = await reader.readline()
        writer.write(b"200 result=1\n")
    except ConnectionError:
        line = b""
    writer.close()
    return line.decode()
