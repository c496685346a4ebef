"""One connection: HTTP/1.1 by hand, because a client library would eat what is measured on two cores."""

from __future__ import annotations

import asyncio

from bench.door import Door, Resident

PATIENCE = 20.0  # a message without an answer after so long is a failure


class Line:
    """A connection that is opened at the first message and again after a failure."""

    def __init__(self, door: Door) -> None:
        """Nothing is connected yet."""
        self._door = door
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def say(self, resident: Resident, text: str) -> str:
        """Send a message; returns why the answer is no right one, empty when it is."""
        resident.sent += 1
        try:
            status, body = await asyncio.wait_for(self._exchange(resident, text), PATIENCE)
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
            self.hang_up()
            return type(error).__name__
        return self._door.wrong(status, body)

    def hang_up(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _exchange(self, resident: Resident, text: str) -> tuple[int, bytes]:
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._door.port)
        self._writer.write(self._door.request(resident, text))
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            name = name.lower()
            if name == b"content-length":
                length = int(value)
            elif name == b"set-cookie":
                resident.cookie = value.strip().partition(b";")[0].decode()
        return int(head[9:12]), await self._reader.readexactly(length)
