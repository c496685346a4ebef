"""Sound as a telephone carries it: 8 kHz, 16 bit, one channel, in frames of 20 ms. Pure."""

from __future__ import annotations

import io
import math
import struct
import wave

RATE = 8000
FRAME_SECONDS = 0.02
FRAME_SAMPLES = 160
FRAME_BYTES = 2 * FRAME_SAMPLES
QUIET = bytes(FRAME_BYTES)
PAUSE_SECONDS = 0.12  # between two sentences
TONE_HERTZ, TONE_SECONDS = 440, 0.3
_LOUD = 6000  # of 32767: heard, and not frightening
_FADE = 80  # samples: a tone that begins at once clicks

Frames = tuple[bytes, ...]


class BadSound(ValueError):
    """This is no sound that a telephone can play."""


def frames_of(samples: bytes) -> Frames:
    """Cut samples into whole frames; the last is filled up with silence."""
    cut = (samples[at : at + FRAME_BYTES] for at in range(0, len(samples), FRAME_BYTES))
    return tuple(frame.ljust(FRAME_BYTES, b"\0") for frame in cut)


def seconds_of(frames: int) -> float:
    """Return how long so many frames last."""
    return round(frames * FRAME_SECONDS, 2)


def frames_in(seconds: float) -> int:
    """Return how many frames a time takes."""
    return round(seconds / FRAME_SECONDS)


def pause() -> Frames:
    """Return the silence between two sentences."""
    return (QUIET,) * frames_in(PAUSE_SECONDS)


def tone(hertz: int = TONE_HERTZ, seconds: float = TONE_SECONDS) -> Frames:
    """Return a tone that fades in and out."""
    count = round(seconds * RATE)
    samples = []
    for at in range(count):
        fade = min(1.0, at / _FADE, (count - 1 - at) / _FADE)
        samples.append(round(_LOUD * fade * math.sin(2 * math.pi * hertz * at / RATE)))
    return frames_of(struct.pack(f"<{count}h", *samples))


def read_wav(data: bytes) -> Frames:
    """Return the frames of a WAV file.

    Raises:
        BadSound: it is none, or not of the one kind that a telephone plays.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            kind = (file.getframerate(), file.getsampwidth(), file.getnchannels())
            samples = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise BadSound(f"no WAV file: {error}") from error
    if kind != (RATE, 2, 1):
        raise BadSound(f"rate, bytes a sample, channels are {kind}; {(RATE, 2, 1)} is needed")
    return frames_of(samples)


def write_wav(frames: list[bytes]) -> bytes:
    """Return frames as a WAV file, in memory."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setframerate(RATE)
        file.setsampwidth(2)
        file.setnchannels(1)
        file.writeframes(b"".join(frames))
    return target.getvalue()
