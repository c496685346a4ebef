"""A recording that somebody sends to stand for a sentence: cut to its words and written anew; the file goes."""

from __future__ import annotations

import io
from dataclasses import dataclass

MOST_BYTES = 3 * 1024 * 1024
KINDS = frozenset({"WAV", "WAVEX", "MP3", "OGG", "FLAC"})
LEAST_RATE, MOST_RATE = 8_000, 96_000
LEAST_SECONDS, MOST_SECONDS = 0.3, 30.0
QUIET = 0.03  # of full scale: a peak below is not heard in a hall, nor on a line
SILENCE = 0.02  # of the peak
MARGIN = 0.08  # seconds left before and after the words
PEAK = 0.8
# why a recording is not taken
NOT_SOUND, TOO_SHORT, TOO_LONG, TOO_QUIET = "not_sound", "too_short", "too_long", "too_quiet"


class BadRecording(ValueError):
    """A file that is not taken; says why by one of the words above."""


@dataclass(frozen=True)
class Recording:
    """A recording as it is kept."""

    wav: bytes
    seconds: float


def read_recording(data: bytes) -> Recording:
    """Return the sound of a file, cut to its words and as loud as all others.

    Raises:
        BadRecording: it is none, or cannot be understood.
    """
    import numpy as np
    import soundfile

    try:
        about = soundfile.info(io.BytesIO(data))
        if about.format not in KINDS or about.channels > 2 or not LEAST_RATE <= about.samplerate <= MOST_RATE:
            raise BadRecording(NOT_SOUND)
        most = int(MOST_SECONDS * about.samplerate)
        samples, rate = soundfile.read(io.BytesIO(data), frames=most + 1, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, ValueError, TypeError) as error:
        raise error if isinstance(error, BadRecording) else BadRecording(NOT_SOUND) from error
    if len(samples) > most:
        raise BadRecording(TOO_LONG)
    mono = np.nan_to_num(samples.mean(axis=1))
    if len(mono) < LEAST_SECONDS * rate:
        raise BadRecording(TOO_SHORT)
    peak = float(np.abs(mono).max())
    if peak < QUIET:
        raise BadRecording(TOO_QUIET)
    loud = np.flatnonzero(np.abs(mono) > peak * SILENCE)
    margin = int(MARGIN * rate)
    words = mono[max(0, loud[0] - margin) : loud[-1] + margin] * (PEAK / peak)
    made = io.BytesIO()
    soundfile.write(made, words, rate, format="WAV", subtype="PCM_16")
    return Recording(made.getvalue(), len(words) / rate)
