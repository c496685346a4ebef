"""Sounds for the line: nothing folds back into the words, all are equally loud, and what is no sound is refused."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bot.voice.telephone import PEAK, RATE, derive, narrowed


def tone(rate: int, hz: float, seconds: float = 1.0) -> Any:
    return 0.3 * np.sin(2 * np.pi * hz * np.arange(int(rate * seconds)) / rate)


def strength(samples: Any, hz: float) -> float:
    found = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(found[round(hz * len(samples) / RATE)])


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_what_lies_above_does_not_fold_back(rate: int) -> None:
    # Attack: hiss at 5.5 kHz comes out as a whistle at 2.5 kHz.
    made = narrowed(tone(rate, 1000) + tone(rate, 5500), rate)
    assert len(made) == pytest.approx(RATE, abs=2)
    assert strength(made, 2500) < strength(made, 1000) / 300


@pytest.mark.parametrize("kind", ["a.wav", "a.ogg", "a.mp3"])
def test_a_file_of_any_kind_becomes_narrow(tmp_path: Path, kind: str) -> None:
    soundfile.write(tmp_path / kind, np.column_stack([tone(24_000, 700)] * 2), 24_000)
    derive(tmp_path / kind, tmp_path / "deep" / "b.wav")
    with wave.open(str(tmp_path / "deep" / "b.wav")) as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (RATE, 2, 1)
        samples = np.frombuffer(file.readframes(-1), "<i2") / 32767
    assert np.abs(samples).max() == pytest.approx(PEAK, abs=0.01)


@pytest.mark.parametrize("samples", [np.zeros(9000), tone(8000, 500, 0.05), np.full(9000, np.nan)])
def test_silence_is_no_sound(samples: Any) -> None:
    with pytest.raises(ValueError, match="no sound"):
        narrowed(samples, 8000)


def test_what_is_no_sound_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.ogg").write_bytes(b"GIF89a")
    with pytest.raises(ValueError, match="cannot be read"):
        derive(tmp_path / "a.ogg", tmp_path / "b.wav")
    assert not (tmp_path / "b.wav").exists()
