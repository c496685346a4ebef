"""`python -m bot.hearing.spoil FROM TO`: the test sentences as WAV, clean and as lines and halls spoil them.

Runs with the Python of `.venv-media`, as the worker does; for measuring, and for a browser's false microphone.
"""

from __future__ import annotations

import sys
import wave
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from bot.hearing.decoding import RATE, Samples, decode

_RANDOM = np.random.default_rng(19)
SILENT_SECONDS = 5


def _noise(count: int) -> Samples:
    """Return noise that falls with height, as that of fans and streets does."""
    shape = np.fft.rfft(_RANDOM.standard_normal(count))
    shape /= np.sqrt(np.maximum(1.0, np.arange(len(shape))))
    noise = np.fft.irfft(shape, count)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)), np.float32)


def _in_noise(samples: Samples) -> Samples:
    """Return the sound with noise 10 dB below it."""
    loud = float(np.sqrt(np.mean(samples**2)))
    return samples + _noise(len(samples)) * np.float32(loud * 10 ** (-10 / 20))


def _on_a_line(samples: Samples) -> Samples:
    """Return what a telephone lets through: 300 to 3400 Hz, in 8-bit mu-law."""
    bins = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    bins[(hertz < 300) | (hertz > 3400)] = 0
    band = np.clip(np.fft.irfft(bins, len(samples)), -1, 1)
    steps = np.round(np.sign(band) * np.log1p(255 * np.abs(band)) / np.log(256) * 127) / 127
    return np.asarray(np.sign(steps) * (256 ** np.abs(steps) - 1) / 255, np.float32)


def _far_away(samples: Samples) -> Samples:
    return samples * np.float32(0.03)


Spoil = Callable[[Samples], Samples]
SPOILS: dict[str, Spoil] = {
    "clean": lambda samples: samples,
    "noise 10 dB below": _in_noise,
    "telephone line": _on_a_line,
    "quiet (-30 dB)": _far_away,
}


def _nothing() -> dict[str, Samples]:
    """Return sounds in which nobody speaks."""
    count = SILENT_SECONDS * RATE
    time = np.arange(count) / RATE
    hum = sum(np.sin(2 * np.pi * 50 * n * time) / n for n in (1, 2, 3))
    clicks = np.zeros(count, np.float32)
    clicks[:: RATE // 2] = 0.8
    return {
        "silence": np.zeros(count, np.float32),
        "faint noise": _noise(count) * np.float32(0.003),
        "noise": _noise(count) * np.float32(0.05),
        "loud noise": _noise(count) * np.float32(0.3),
        "hum": (hum * 0.2).astype(np.float32),
        "tone": (0.3 * np.sin(2 * np.pi * 440 * time)).astype(np.float32),
        "clicks": clicks,
        "white noise": (_RANDOM.standard_normal(count) * 0.1).astype(np.float32),
    }


def write(samples: Samples, path: Path, rate: int = RATE) -> None:
    """Write 16-bit WAV."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def main(source: Path, target: Path) -> None:
    """Write every sentence in every form, each form a folder, and `nothing` besides."""
    av.logging.set_level(av.logging.PANIC)
    sounds = {path.stem: decode(path.read_bytes())[0] for path in sorted(source.glob("*.ogg"))}
    for form, spoil in SPOILS.items():
        folder = target / form
        folder.mkdir(parents=True)
        for name, samples in sounds.items():
            write(spoil(samples), folder / f"{name}.wav")
    (target / "nothing").mkdir()
    for name, samples in _nothing().items():
        write(samples, target / "nothing" / f"{name}.wav")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
