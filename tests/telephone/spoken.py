"""A sentence of tests/data/speech as a telephone carries it."""

from __future__ import annotations

import audioop
from pathlib import Path

from telephone.core.frames import frames_of, write_wav
from tests.conftest import ROOT

PAID = ROOT / "tests" / "data" / "speech" / "08.wav"  # 钱已经转出去了，怎么办？ 8 kHz, mu-law


def spoken(folder: Path) -> Path:
    """Write the sentence as 16 bit WAV, for the caller to say, and return where."""
    data = PAID.read_bytes()
    samples = data[data.index(b"data") + 8 :]
    file = folder / "said.wav"
    file.write_bytes(write_wav(list(frames_of(audioop.ulaw2lin(samples, 2)))))
    return file
