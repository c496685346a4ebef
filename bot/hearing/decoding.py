"""From a sound file that a stranger sent to samples: bounded in time, length, channels and rate."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from bot.hearing.container import CODECS, container_of
from bot.hearing.heard import MOST_BYTES, MOST_SECONDS

Samples = NDArray[np.float32]
RATE = 16_000  # what Whisper listens to
DECODE_SECONDS = 5.0  # a minute of sound takes a tenth of a second
MOST_CHANNELS = 8
RATES = range(4_000, 192_001)
QUIET = 0.3  # of full scale: below, the sound is made louder, but no more than so many times
LOUDER = 20.0


class UnusableSound(ValueError):
    """Bytes that are no sound we take; the message is for the log."""


def decode(data: bytes) -> tuple[Samples, bool]:
    """Return the sound at 16 kHz, one channel, and whether it goes on after the limit.

    Raises:
        UnusableSound: no sound, broken, or outside the limits.
    """
    if len(data) > MOST_BYTES:
        raise UnusableSound("too many bytes")
    name = container_of(data)
    if not name:
        raise UnusableSound("no format that is taken")
    try:
        # no other protocol, and within the file only its own bytes
        options = {"format_whitelist": name, "protocol_whitelist": "none"}
        with av.open(io.BytesIO(data), format=name, options=options, metadata_errors="ignore") as file:
            return _samples(file, name)
    except UnusableSound:
        raise
    except MemoryError as error:
        raise UnusableSound("no memory for it") from error
    except Exception as error:  # decoders fail in a hundred ways on hostile bytes
        raise UnusableSound(f"not decoded: {type(error).__name__}") from error


def _samples(file: Any, name: str) -> tuple[Samples, bool]:
    if not file.streams.audio:
        raise UnusableSound("no sound in it")
    stream = file.streams.audio[0]
    codec = stream.codec_context
    if codec.name not in CODECS[name]:
        raise UnusableSound(f"codec {codec.name} in {name}")
    if not 1 <= codec.channels <= MOST_CHANNELS or codec.sample_rate not in RATES:
        raise UnusableSound(f"{codec.channels} channels at {codec.sample_rate} Hz")
    most = int(MOST_SECONDS * RATE)
    pieces: list[NDArray[np.int16]] = []
    count = 0
    for piece in _resampled(file, stream):
        pieces.append(piece)
        count += len(piece)
        if count > most:
            break
    if not count:
        raise UnusableSound("nothing in it can be decoded")
    whole = np.concatenate(pieces)[:most].astype(np.float32) / 32768.0
    return _louder(whole), count > most


def _resampled(file: Any, stream: Any) -> Iterator[NDArray[np.int16]]:
    """Yield what can be decoded; a damaged packet is left out, as in a call on a bad line."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    deadline = time.monotonic() + DECODE_SECONDS
    for packet in file.demux(stream):
        if time.monotonic() > deadline:
            raise UnusableSound("decoding took too long")
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue
        for frame in frames:
            frame.pts = None
            for made in resampler.resample(frame):
                yield made.to_ndarray().reshape(-1)
    for made in resampler.resample(None):
        yield made.to_ndarray().reshape(-1)


def _louder(samples: Samples) -> Samples:
    """Return a quiet recording louder: old people stand away from the microphone."""
    loudest = float(np.abs(samples).max())
    if not 0.0 < loudest < QUIET:
        return samples
    return samples * np.float32(min(LOUDER, QUIET / loudest))
