"""`hear`: what every channel calls with a recording. It always answers, and never raises; nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from bot.edge.hearing.simplified import simplified
from bot.edge.media.process import Trade, Worker, command_of
from bot.edge.media.queue import WorkQueue
from bot.edge.media.uploads import Uploads
from bot.hearing.heard import MOST_BYTES, Heard, load

SPEECH = Trade("bot.hearing.worker", "recording", load, lambda problem, why: Heard(problem=problem, detail=why))
WORK_SECONDS = 25.0  # the worker itself stops listening after 20
WAIT_SECONDS = 30.0  # with the queue
IDLE_SECONDS = 600.0  # 380 MB are given back when nobody speaks
MOST_WAITING = 4  # recordings; two or three seconds each
MOST_UPLOADS = 16  # at once: each may take eight megabytes of memory


class Listening(Protocol):
    """Hears recordings."""

    async def within(self, data: bytes, seconds: float) -> Heard:
        """Return what was heard, or why nothing was."""


class Ears(Uploads):
    """Enter them to take a recording in; ask them what is said in one."""

    def __init__(self, listening: Listening, most_uploads: int = MOST_UPLOADS) -> None:
        """Keep who listens."""
        super().__init__(most_uploads)
        self._listening = listening

    async def hear(self, data: bytes) -> Heard:
        """Return what is said in a recording, in simplified characters; `problem` says why nothing was."""
        heard = await self._listening.within(data, WAIT_SECONDS)
        return replace(heard, text=simplified(heard.text))


def listener_of(python: str, most_waiting: int = MOST_WAITING) -> WorkQueue[Heard]:
    """Return the queue before the worker that runs with this Python, of `.venv-media`."""
    worker = Worker(SPEECH, command_of(python, SPEECH.module), WORK_SECONDS, IDLE_SECONDS)
    return WorkQueue(SPEECH, worker, MOST_BYTES, most_waiting)
