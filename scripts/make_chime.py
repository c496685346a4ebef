"""Writes the sound that rings when somebody asks to be called: two tones, made here, nobody's property."""

from __future__ import annotations

import math
import sys
import wave
from pathlib import Path

RATE = 16_000
TONES = ((880.0, 0.0), (1174.66, 0.22))  # hertz, begins at second
LASTS, ATTACK, FALL = 0.9, 0.01, 5.0


def sample(second: float) -> float:
    """Return the sound at a moment, between -1 and 1."""
    return sum(_tone(hertz, second - start) for hertz, start in TONES if second >= start)


def _tone(hertz: float, second: float) -> float:
    loud = min(1.0, second / ATTACK) * math.exp(-FALL * second)
    return loud * (0.4 * math.sin(math.tau * hertz * second) + 0.08 * math.sin(2 * math.tau * hertz * second))


def chime() -> bytes:
    """Return the samples, 16 bits each."""
    values = (round(32_000 * max(-1.0, min(1.0, sample(n / RATE)))) for n in range(int(RATE * LASTS)))
    return b"".join(value.to_bytes(2, "little", signed=True) for value in values)


def main(target: Path) -> None:
    """Write the file."""
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(chime())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
