"""Sounds as a telephone carries them: 8 kHz, 16 bit, one channel, nothing above 3.4 kHz."""

from __future__ import annotations

import io
import os
import wave
from pathlib import Path
from typing import Any

RATE = 8000
HIGHEST = 3400.0  # Hz; what lies above would fold back into the words
TAPS = 129  # of the low-pass filter, at the source's rate
PEAK = 0.7  # of full scale, about 3 dB under what G.711 can carry


def derive(source: Path, target: Path) -> None:
    """Write a sound for the telephone, whole or not at all.

    Raises:
        OSError: it cannot be read or written.
        ValueError: it holds no sound.
    """
    import soundfile  # loads libsndfile: only who derives pays for it

    try:
        samples, rate = soundfile.read(source, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise ValueError(f"{source.name}: cannot be read as sound; render or record it again") from error
    data = as_wav(narrowed(samples.mean(axis=1), int(rate)))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    fresh.write_bytes(data)
    fresh.replace(target)


def narrowed(samples: Any, rate: int) -> Any:
    """Return samples at 8 kHz, as loud as all others.

    Args:
        samples: one channel of floats.
        rate: of them, at least 8 kHz.

    Raises:
        ValueError: there is nothing to hear, or the rate is too low.
    """
    import numpy as np

    if rate < RATE or samples.size < rate // 10 or not np.isfinite(samples).all():
        raise ValueError("no sound: must be at least a tenth of a second of 8 kHz or more")
    if rate > RATE:
        at = np.arange(TAPS) - TAPS // 2
        taps = np.sinc(2 * HIGHEST / rate * at) * np.hamming(TAPS)
        samples = np.convolve(samples, taps / taps.sum(), "same")
        samples = np.interp(np.arange(0, samples.size, rate / RATE), np.arange(samples.size), samples)
    peak = float(np.abs(samples).max())
    if peak < 1e-4:
        raise ValueError("no sound: it is silent")
    return samples * (PEAK / peak)


def as_wav(samples: Any) -> bytes:
    """Return samples as a WAV file."""
    import numpy as np

    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return made.getvalue()
