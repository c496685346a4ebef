"""The sounds that the edge gave, kept in memory and on disk: they are ours to say, never a caller's."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from bot.phone.events import Command, Play, Record, Sound
from telephone.core.edge import Edge, EdgeAway
from telephone.core.frames import BadSound, Frames, read_wav

MOST_IN_MEMORY = 400  # of 8 s at most: 50 MB
MOST_ON_DISK = 4000
log = logging.getLogger("telephone")


class Sounds:
    """Finds the frames of a sentence: in memory, on disk, at the edge."""

    def __init__(self, edge: Edge, folder: Path) -> None:
        """Keep where to ask and where to keep."""
        self._edge = edge
        self._folder = folder
        self._memory: OrderedDict[str, Frames] = OrderedDict()

    async def sentences(self, sounds: Iterable[Sound]) -> list[Frames]:
        """Return the frames of all sentences that can be had, in their order."""
        found = await asyncio.gather(*(self.frames(sound.url) for sound in sounds if sound.url))
        return [frames for frames in found if frames]

    async def frames(self, url: str) -> Frames:
        """Return the frames of one sound, none when it cannot be had."""
        if url not in self._memory:
            try:
                self._memory[url] = read_wav(await self._bytes(url))
            except (EdgeAway, BadSound, OSError) as error:
                log.warning("a sound is skipped: %s", error)
                return ()
            while len(self._memory) > MOST_IN_MEMORY:
                self._memory.popitem(last=False)
        self._memory.move_to_end(url)
        return self._memory[url]

    async def fetch_all(self, commands: Iterable[Command]) -> None:
        """Have every sound of these commands on disk.

        Raises:
            EdgeAway: one of them cannot be had.
        """
        for sound in spoken(commands):
            read_wav(await self._bytes(sound.url))

    def prune(self) -> None:
        """Remove the oldest files beyond what is kept."""
        files = sorted(self._folder.glob("*.wav"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[MOST_ON_DISK:]:
            file.unlink(missing_ok=True)

    async def _bytes(self, url: str) -> bytes:
        file = self._folder / f"{hashlib.sha256(url.encode()).hexdigest()}.wav"
        if file.is_file():
            return file.read_bytes()
        data = await self._edge.fetch(url)
        read_wav(data)  # what is no sound is not kept
        write_whole(file, data)
        return data


def spoken(commands: Iterable[Command]) -> list[Sound]:
    """Return every sound of commands that has an address."""
    found: list[Sound] = []
    for command in commands:
        if isinstance(command, Play):
            found += command.sounds
        elif isinstance(command, Record):
            found += command.meanwhile
    return [sound for sound in found if sound.url]


def write_whole(file: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")  # several processes share the folder
    fresh.write_bytes(data)
    fresh.replace(file)
