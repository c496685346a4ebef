"""Sound in frames, and WAV files that are refused."""

from __future__ import annotations

import io
import wave

import pytest

from telephone.core.frames import FRAME_BYTES, QUIET, BadSound, frames_of, pause, read_wav, seconds_of, tone, write_wav


def wav(rate: int, width: int, channels: int) -> bytes:
    """Return a short WAV file."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setframerate(rate)
        file.setsampwidth(width)
        file.setnchannels(channels)
        file.writeframes(b"\1" * 960)
    return target.getvalue()


def test_the_last_frame_is_filled_up_with_silence() -> None:
    frames = frames_of(b"\1" * (FRAME_BYTES + 2))
    assert [len(frame) for frame in frames] == [FRAME_BYTES, FRAME_BYTES]
    assert frames[1] == b"\1\1" + bytes(FRAME_BYTES - 2)


def test_what_is_written_is_read_again() -> None:
    frames = list(tone())
    assert list(read_wav(write_wav(frames))) == frames


def test_the_tone_lasts_as_long_as_the_protocol_says_and_neither_begins_nor_ends_with_a_click() -> None:
    frames = tone()
    assert seconds_of(len(frames)) == 0.3
    assert frames[0][:2] == frames[-1][-2:] == b"\0\0"
    assert any(frame != QUIET for frame in frames)


def test_the_pause_between_two_sentences_is_silence() -> None:
    assert set(pause()) == {QUIET}
    assert 0.1 <= seconds_of(len(pause())) <= 0.2


@pytest.mark.parametrize("data", [b"", b"RIFF", b"<html>", wav(16000, 2, 1), wav(8000, 1, 1), wav(8000, 2, 2)], ids=str)
def test_what_a_telephone_cannot_play_is_refused(data: bytes) -> None:
    with pytest.raises(BadSound):
        read_wav(data)
