"""The measure itself: it must see the gaps that it is there to find."""

from __future__ import annotations

import pytest

from telephone.core.frames import tone
from tests.telephone.signals import find, speechlike

SOUND = speechlike(4.0, 7)
WHOLE = b"".join(SOUND)
LEAD = bytes(16000)
AT = 16000  # a second into the sound


def silence(seconds: float) -> bytes:
    """Return so much silence."""
    return bytes(2 * round(8000 * seconds))


def test_a_whole_sound_has_no_gap() -> None:
    found = find(SOUND, LEAD + WHOLE + LEAD)
    assert (found.heard, found.gap, found.begins) == (1.0, 0.0, 1.0)


@pytest.mark.parametrize("seconds", [0.06, 0.22, 0.5])
def test_a_pause_within_a_sound_is_a_gap_as_long_as_it_is(seconds: float) -> None:
    paused = WHOLE[:AT] + silence(seconds) + WHOLE[AT:]
    assert find(SOUND, LEAD + paused).gap == pytest.approx(seconds, abs=0.1)


def test_sound_that_is_missing_is_a_gap() -> None:
    cut = WHOLE[:AT] + silence(0.4) + WHOLE[AT + len(silence(0.4)) :]
    found = find(SOUND, LEAD + cut)
    assert found.gap >= 0.4
    assert found.heard < 1.0


def test_sound_that_was_skipped_is_a_gap() -> None:
    skipped = WHOLE[:AT] + WHOLE[AT + len(silence(0.4)) :]
    assert find(SOUND, LEAD + skipped).gap >= 0.3


def test_another_sound_is_not_this_one() -> None:
    assert find(SOUND, LEAD + b"".join(speechlike(4.0, 8))).heard == 0.0


def test_a_tone_of_a_moment_is_found() -> None:
    found = find(list(tone()), LEAD + b"".join(tone()) + LEAD)
    assert found.heard == 1.0
    assert found.begins == pytest.approx(1.0, abs=0.01)


def test_a_sound_that_begins_badly_is_found_all_the_same() -> None:
    half = len(silence(0.3))
    assert find(SOUND, LEAD + silence(0.3) + WHOLE[half:]).heard > 0.9
