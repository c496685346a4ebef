"""What is said and heard in one call, frame by frame, whatever carries it.

The media end calls `next_frame` and `hear` every 20 ms, perhaps from a thread of its own; the call
says what to play and when to record from the event loop. Each sentence is one step that replaces
what was there, so that a key stops everything between one frame and the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from telephone.core.frames import QUIET
from telephone.core.recording import IsSpeech, Limits, Recording

Detector = Callable[[], IsSpeech]
_Told = TypeVar("_Told")


class Line:
    """One call's mouth and ear. Create it in the event loop that its futures belong to."""

    def __init__(self, detector: Detector) -> None:
        """Begin silent and deaf."""
        self._loop = asyncio.get_running_loop()
        self._detector = detector
        self._playing: tuple[Iterator[bytes], asyncio.Future[None]] | None = None
        self._recording: tuple[Recording, asyncio.Future[Recording]] | None = None

    # the call's side

    def play(self, frames: Iterable[bytes]) -> asyncio.Future[None]:
        """Play this instead of whatever was playing; the future is done when all of it went out."""
        done: asyncio.Future[None] = self._loop.create_future()
        self._playing = iter(frames), done
        return done

    def stop(self) -> None:
        """Be silent and hear nothing from the next frame on."""
        self._playing = None
        self._recording = None

    def record(self, limits: Limits) -> asyncio.Future[Recording]:
        """Begin to record; the future is done when it is over."""
        done: asyncio.Future[Recording] = self._loop.create_future()
        self._recording = Recording(limits, self._detector()), done
        return done

    def end_recording(self) -> None:
        """Take what was recorded so far as the whole."""
        current, self._recording = self._recording, None
        if current is not None and not current[1].done():
            current[1].set_result(current[0])

    # the media end's side

    def next_frame(self) -> bytes:
        """Return the next 20 ms to be sent."""
        current = self._playing
        if current is None:
            return QUIET
        frame = next(current[0], None)
        if frame is not None:
            return frame
        if self._playing is current:
            self._playing = None
        self._tell(current[1], None)
        return QUIET

    @property
    def listens(self) -> bool:
        """Whether what is heard matters now; where it costs something, only then hand it over."""
        return self._recording is not None

    def hear(self, frame: bytes) -> None:
        """Take 20 ms that were received."""
        current = self._recording
        if current is not None and current[0].add(frame):
            if self._recording is current:
                self._recording = None
            self._tell(current[1], current[0])

    def _tell(self, future: asyncio.Future[_Told], value: _Told) -> None:
        """Settle a future from whatever thread this is."""

        def settle() -> None:
            if not future.done():
                future.set_result(value)

        try:
            self._loop.call_soon_threadsafe(settle)
        except RuntimeError:
            return  # the program ends; nobody waits any more


def one_after_the_other(sentences: Sequence[Sequence[bytes]], between: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the frames of sentences with a pause between two of them."""
    for number, sentence in enumerate(sentences):
        if number:
            yield from between
        yield from sentence
