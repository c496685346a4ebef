"""Sounds that can be found again in what was received, and how much of them is missing there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.signal import correlate

from telephone.core.frames import RATE, frames_of

WINDOW = 0.1  # seconds: pieces of the original that are looked for
_LOUDEST = 9000
_SURE = 0.8  # correlation above which a piece counts as heard


def speechlike(seconds: float, seed: int) -> list[bytes]:
    """Return noise in the band of a telephone: every piece of it is unlike every other."""
    noise = np.random.default_rng(seed).standard_normal(round(seconds * RATE))
    spectrum = np.fft.rfft(noise)
    frequencies = np.fft.rfftfreq(len(noise), 1 / RATE)
    spectrum[(frequencies < 300) | (frequencies > 3000)] = 0
    band = np.fft.irfft(spectrum, len(noise))
    samples = (band / np.abs(band).max() * _LOUDEST).astype("<i2")
    return list(frames_of(samples.tobytes()))


@dataclass(frozen=True)
class Found:
    """What of a sound was found in what was received.

    Attributes:
        heard: share of its pieces that were found in their order.
        gap: the longest time in seconds, within the sound, in which nothing of it was heard or it was late.
        begins: where it begins in what was received, in seconds.
    """

    heard: float
    gap: float
    begins: float


def find(sound: list[bytes], received: bytes) -> Found:
    """Look for every piece of a sound where the piece before lets one expect it."""
    original, heard = _samples(b"".join(sound)), _samples(received)
    size = round(WINDOW * RATE)
    begins = _beginning(original, heard, min(5 * size, len(original)))
    if begins is None:
        return Found(0.0, len(original) / RATE, -1.0)
    lags: list[float | None] = []
    lag = begins
    for at in range(0, len(original) - size + 1, size):
        place = _locate(original[at : at + size], heard, at + lag - size, at + lag + 10 * size)
        lags.append(None if place is None else (place - at) / RATE)
        lag = lag if place is None else place - at
    return Found(sum(one is not None for one in lags) / len(lags), _longest_gap(lags), begins / RATE)


def _beginning(original: Any, heard: Any, size: int) -> int | None:
    """Return where a sound begins, by the first half second of it that came whole."""
    for at in range(0, len(original) - size + 1, size):
        place = _locate(original[at : at + size], heard, 0, len(heard))
        if place is not None:
            return place - at
    return None


def _longest_gap(lags: list[float | None]) -> float:
    """Return the longest silence: pieces that are missing, or the jump by which the next one came late."""
    gap, missing, last = 0.0, 0, next((one for one in lags if one is not None), 0.0)
    for lag in lags:
        if lag is None:
            missing += 1
            gap = max(gap, missing * WINDOW)
            continue
        gap = max(gap, missing * WINDOW, abs(lag - last))
        missing, last = 0, lag
    return round(gap, 3)


def _locate(piece: Any, heard: Any, first: int, last: int) -> int | None:
    """Return where a piece is, None when nothing there is like it."""
    first, last = max(0, first), min(len(heard), last + len(piece))
    area = heard[first:last]
    if len(area) < len(piece):
        return None
    dot = correlate(area, piece, mode="valid", method="auto")
    sums = np.concatenate(([0.0], np.cumsum(area**2)))
    power = sums[len(piece) :] - sums[: -len(piece)]
    likeness = dot / np.sqrt(np.maximum(power, 1.0) * max(float((piece**2).sum()), 1.0))
    best = int(likeness.argmax())
    return first + best if likeness[best] >= _SURE else None


def _samples(data: bytes) -> Any:
    return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(float)
