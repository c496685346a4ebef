"""One recording: when it is over. Pure; what hears speech in a frame is handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from telephone.core.frames import frames_in, seconds_of

IsSpeech = Callable[[bytes], bool]
LONGEST = 60.0  # seconds: the edge takes one megabyte, and nobody says more in one breath
NOTHING_SECONDS = 6.0  # said nothing so long: over
_WINDOW = 15  # frames: speech is when most of the last 0.3 s were, so that a crackle is none
_ENOUGH = 9


@dataclass(frozen=True)
class Limits:
    """When a recording ends: after so many seconds, and after so many of quiet once something was said."""

    seconds: float
    silence: float


class Recording:
    """Collects frames until nothing more is to be expected; they lie here and nowhere else."""

    def __init__(self, limits: Limits, is_speech: IsSpeech) -> None:
        """Begin with nothing heard."""
        self._most = frames_in(min(limits.seconds, LONGEST))
        self._quiet_most = frames_in(limits.silence)
        self._is_speech = is_speech
        self._frames: list[bytes] = []
        self._recent: list[bool] = []
        self._spoke_at = -1  # the last frame of speech

    def add(self, frame: bytes) -> bool:
        """Take 20 ms; return whether the recording is over."""
        if self.over:
            return True
        self._frames.append(frame)
        self._recent = [*self._recent[1 - _WINDOW :], self._is_speech(frame)]
        if sum(self._recent) >= _ENOUGH:
            self._spoke_at = len(self._frames)
        return self.over

    @property
    def over(self) -> bool:
        """Whether it is full, they have finished, or they say nothing."""
        count = len(self._frames)
        if count >= self._most:
            return True
        if self._spoke_at < 0:
            return count >= frames_in(NOTHING_SECONDS)
        return count - self._spoke_at >= self._quiet_most

    @property
    def seconds(self) -> float:
        """How long it is."""
        return seconds_of(len(self._frames))

    @property
    def frames(self) -> Sequence[bytes]:
        """What was heard."""
        return self._frames
