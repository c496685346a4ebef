"""Recordings that no telephone makes."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

SENTENCES = Path(__file__).resolve().parents[1] / "data" / "speech"  # not from speech_door.py: that needs aiohttp


def _good(kind: str = "ogg") -> bytes:
    return (SENTENCES / f"08.{kind}").read_bytes()


def _wav(rate: int = 16_000, channels: int = 1, bits: int = 16, size: int = 64_000, tag: int = 1) -> bytes:
    align = min(65_535, max(1, channels * bits // 8))
    head = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36, b"WAVE", b"fmt ", 16, tag, channels, rate, rate, align, bits)
    return head + struct.pack("<4sI", b"data", size) + b"\x00\x10" * 32_000


HOSTILE: dict[str, Callable[[], bytes]] = {
    "playlist": lambda: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "concat script": lambda: b"ffconcat version 1.0\nfile /etc/passwd\n",
    "text": lambda: b"have a nice day" * 1000,
    "one byte": lambda: b"x",
    "a magic number alone": lambda: b"OggS",
    "amr of noughts": lambda: b"#!AMR\n" + b"\x00" * 100_000,
    "amr of ones": lambda: b"#!AMR\n" + b"\xff" * 100_000,
    "four billion hertz": lambda: _wav(rate=2**32 - 1),
    "nought hertz": lambda: _wav(rate=0),
    "sixty thousand channels": lambda: _wav(channels=60_000),
    "nought channels": lambda: _wav(channels=0),
    "an unknown codec": lambda: _wav(tag=0x7777),
    "a length of four gigabytes": lambda: _wav(size=2**32 - 1),
    "half an ogg": lambda: _good()[:400],
    "half an mp4": lambda: _good("m4a")[:3000],
    "half a webm": lambda: _good("webm")[:700],
    "a webm's head on noise": lambda: _good("webm")[:400] + random.Random(1).randbytes(50_000),
    "an mp3 of one frame a thousand times": lambda: _good("mp3")[:600] * 1000,
    "ten minutes of silence": lambda: _wav(size=7_000_000)[:44] + b"\x00" * 7_000_000,
}


def mutated(count: int) -> Iterator[bytes]:
    """Yield real recordings with bytes changed."""
    dice = random.Random(19)
    for number in range(count):
        data = bytearray(_good(("ogg", "webm", "m4a", "mp3", "amr", "wav")[number % 6]))
        for _ in range(dice.choice((1, 10, 200))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        yield bytes(data)
