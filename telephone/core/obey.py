"""Does a list of commands, one after the other, until it ends or somebody presses a key."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.phone.events import (
    Command,
    Event,
    HangUp,
    HungUp,
    Key,
    Listen,
    Play,
    Played,
    Record,
    Recorded,
    Silence,
    Sound,
    Transfer,
    TransferFailed,
)
from telephone.core.frames import QUIET, frames_in, pause, tone, write_wav
from telephone.core.inbox import Inbox, TooLong
from telephone.core.leg import Leg
from telephone.core.line import Line, one_after_the_other
from telephone.core.recording import Limits
from telephone.core.sounds import Sounds

END_OF_RECORDING = "#"
TAIL = (QUIET,) * frames_in(0.3)  # what was played last is still on its way to the ear
log = logging.getLogger("telephone")


@dataclass(frozen=True)
class Happened:
    """An event, and the sound that belongs to it."""

    event: Event
    wav: bytes = b""


class Obeying:
    """The hands of one call."""

    def __init__(self, line: Line, leg: Leg, sounds: Sounds, inbox: Inbox) -> None:
        """Keep what to work with."""
        self._line = line
        self._leg = leg
        self._sounds = sounds
        self._inbox = inbox

    async def obey(self, commands: Sequence[Command]) -> Happened:
        """Do a list and return what ended it."""
        for command in commands:
            happened = await self._do(command)
            if happened is not None:
                return happened
        return Happened(Played())

    async def last_resort(self, commands: Sequence[Command]) -> None:
        """Do the safe list, which no key interrupts; when the hand-over fails say everything once more."""
        try:
            done = await self._insist(commands)
            if not done:
                await self._insist([command for command in commands if isinstance(command, Play)])
        except Exception:
            log.exception("the safe list")

    async def _insist(self, commands: Sequence[Command]) -> bool:
        """Return whether the caller is gone or handed over."""
        for command in commands:
            if isinstance(command, Play) and await self._say(command.sounds, barge_in=False):
                return True
            if isinstance(command, Transfer):
                happened = await self._transfer(command)
                return isinstance(happened.event, HungUp)
        return not any(isinstance(command, Transfer) for command in commands)

    async def _do(self, command: Command) -> Happened | None:
        if isinstance(command, Play):
            return _as_happened(await self._say(command.sounds))
        if isinstance(command, Listen):
            return Happened(await self._inbox.until(None, command.seconds) or Silence())
        if isinstance(command, Record):
            return await self._record(command)
        if isinstance(command, Transfer):
            return await self._transfer(command)
        return await self._hang_up(command)

    async def _say(self, sounds: Sequence[Sound], barge_in: bool = True) -> Key | HungUp | None:
        finding = asyncio.ensure_future(self._sounds.sentences(sounds))
        came = await self._wait(finding, barge_in)
        if came is None:
            done = self._line.play(one_after_the_other(finding.result(), pause()))
            came = await self._wait(done, barge_in)
        if came is not None:
            finding.cancel()
            self._line.stop()
        return came

    async def _record(self, command: Record) -> Happened:
        came = await self._inbox.until(_any(self._line.play(tone())))
        if came is not None:
            self._line.stop()
            return Happened(came)
        recording = self._line.record(Limits(command.seconds, command.silence))
        came = await self._inbox.until(_any(recording))
        if isinstance(came, Key) and came.key == END_OF_RECORDING:
            self._line.end_recording()
        elif came is not None:
            self._line.stop()
            return Happened(came)
        done = await recording
        self._line.play(one_after_the_other(await self._sounds.sentences(command.meanwhile), pause()))
        return Happened(Recorded(done.seconds), write_wav(list(done.frames)))

    async def _transfer(self, command: Transfer) -> Happened:
        """Keys do not call it back: somebody is being rung already."""
        handing = asyncio.ensure_future(self._leg.transfer(command.to))
        try:
            gone = await self._inbox.until_gone(_any(handing))
        except TooLong:
            gone = None
        if gone is None and not await handing:
            return Happened(TransferFailed())
        return Happened(HungUp())

    async def _hang_up(self, command: HangUp) -> Happened:
        await self._inbox.until(_any(self._line.play(TAIL)))
        return Happened(HungUp())

    async def _wait(self, step: asyncio.Future[Any], barge_in: bool) -> Key | HungUp | None:
        if barge_in:
            return await self._inbox.until(_any(step))
        return await self._inbox.until_gone(_any(step))


def _any(step: asyncio.Future[Any]) -> asyncio.Future[object]:
    return step


def _as_happened(came: Key | HungUp | None) -> Happened | None:
    return None if came is None else Happened(came)
