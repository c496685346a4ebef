"""When a recording is over."""

from __future__ import annotations

import pytest

from telephone.core.frames import QUIET, frames_in
from telephone.core.recording import LONGEST, NOTHING_SECONDS, Limits, Recording

LOUD = b"\1" * 320
LIMITS = Limits(30.0, 1.5)


def is_loud(frame: bytes) -> bool:
    """Stand in for the detector."""
    return frame == LOUD


def after(limits: Limits, *parts: tuple[bytes, float]) -> Recording:
    """Return a recording of (frame, seconds) one after the other, up to its end."""
    recording = Recording(limits, is_loud)
    for frame, seconds in parts:
        for _ in range(frames_in(seconds)):
            recording.add(frame)
    return recording


def test_it_is_over_after_so_much_quiet_once_something_was_said() -> None:
    recording = after(LIMITS, (QUIET, 3.0), (LOUD, 2.0), (QUIET, 60.0))
    assert recording.over
    assert recording.seconds == pytest.approx(3.0 + 2.0 + 1.5, abs=0.3)


def test_a_pause_for_thought_does_not_end_it() -> None:
    assert not after(LIMITS, (LOUD, 2.0), (QUIET, 1.0), (LOUD, 1.0), (QUIET, 1.0)).over


def test_it_is_over_when_they_say_nothing_at_all() -> None:
    assert after(LIMITS, (QUIET, 60.0)).seconds == NOTHING_SECONDS


def test_a_crackle_is_no_speech() -> None:
    crackle = [(LOUD, 0.06), (QUIET, 0.6)] * 20
    assert after(LIMITS, *crackle).seconds == NOTHING_SECONDS


def test_it_ends_when_it_is_full_however_much_they_talk() -> None:
    assert after(LIMITS, (LOUD, 60.0)).seconds == LIMITS.seconds


def test_no_edge_can_ask_for_more_than_it_takes() -> None:
    recording = after(Limits(3600.0, 3600.0), (LOUD, 100.0))
    assert recording.seconds == LONGEST
    assert sum(map(len, recording.frames)) < 1024 * 1024


def test_nothing_is_added_to_what_is_over() -> None:
    recording = after(Limits(1.0, 1.0), (LOUD, 1.0))
    assert recording.add(LOUD)
    assert recording.seconds == 1.0
