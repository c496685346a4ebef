"""AudioSocket messages: one byte of kind, two of length (big-endian), the payload. Pure but for reading.

As Asterisk documents it (Configuration, Channel Drivers, AudioSocket). Keys come since Asterisk 20.13, 21.8, 22.3.
"""

from __future__ import annotations

import asyncio
import struct
from dataclasses import dataclass

HANGUP, ID, KEY, AUDIO, ERROR = 0x00, 0x01, 0x03, 0x10, 0xFF
ID_BYTES = 16
_HEAD = struct.Struct(">BH")


@dataclass(frozen=True)
class Message:
    """One message."""

    kind: int
    payload: bytes = b""


def dump(kind: int, payload: bytes = b"") -> bytes:
    """Return a message as bytes."""
    return _HEAD.pack(kind, len(payload)) + payload


async def read(reader: asyncio.StreamReader) -> Message:
    """Return the next message; a connection that ends is a hang-up."""
    try:
        kind, length = _HEAD.unpack(await reader.readexactly(_HEAD.size))
        return Message(kind, await reader.readexactly(length))
    except (asyncio.IncompleteReadError, ConnectionError):
        return Message(HANGUP)
