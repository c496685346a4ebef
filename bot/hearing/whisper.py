"""Speech to text, by Whisper `base` in CTranslate2 (faster-whisper), after Silero's VAD has found the speech."""

from __future__ import annotations

import time
from typing import Any

from bot.hearing.decoding import RATE, Samples
from bot.hearing.heard import MOST_CHARS, UNCLEAR, Heard
from bot.hearing.trust import PROMPT, Piece, believed
from bot.hearing.weights import read_weights

BEAM = 3
TEMPERATURES = (0.0, 0.4)  # the second for what came out as a loop
MOST_TOKENS = 220  # for half a minute of speech; a loop goes on to the end
TOKENS_A_SECOND = 8
VAD = {"threshold": 0.5, "min_speech_duration_ms": 200, "min_silence_duration_ms": 800, "speech_pad_ms": 300}


class Whisper:
    """The loaded model."""

    def __init__(self, threads: int) -> None:
        """Load it: about a second.

        Raises:
            ImportError: the libraries are not installed.
            bot.hearing.weights.MissingWeights: the weights are not.
        """
        from faster_whisper import WhisperModel
        from faster_whisper.vad import get_vad_model

        files = read_weights()
        self._model = WhisperModel(
            "base", device="cpu", compute_type="int8", cpu_threads=threads, num_workers=1, files=files
        )
        files.clear()  # 145 MB that were read and are no longer needed
        get_vad_model()

    def hear(self, samples: Samples, partial: bool, deadline: float) -> Heard:
        """Return what was said.

        Args:
            samples: as `decode` returns them.
            partial: there was more than these.
            deadline: of `time.monotonic()`; what was not heard by then is left out.
        """
        seconds = round(len(samples) / RATE, 2)
        segments, told = self._model.transcribe(
            samples,
            language="zh",
            beam_size=BEAM,
            temperature=TEMPERATURES,
            initial_prompt=PROMPT,
            condition_on_previous_text=False,
            max_new_tokens=min(MOST_TOKENS, 20 + int(TOKENS_A_SECOND * seconds)),
            vad_filter=True,
            vad_parameters=VAD,
        )
        if told.duration_after_vad <= 0:
            return Heard(seconds=seconds, partial=partial, problem=UNCLEAR, detail="nobody speaks")
        pieces, late = _pieces(segments, deadline)
        text, confidence, doubts = believed(pieces)
        problem = "" if text else UNCLEAR
        return Heard(text[:MOST_CHARS], seconds, confidence, partial or late, problem, ", ".join(doubts))


def _pieces(segments: Any, deadline: float) -> tuple[list[Piece], bool]:
    """Return the segments, which are computed one after the other, and whether some had to be left out."""
    pieces = []
    for segment in segments:
        seconds = segment.end - segment.start
        pieces.append(Piece(segment.text.strip(), seconds, segment.avg_logprob, segment.no_speech_prob))
        if time.monotonic() > deadline:
            return pieces, True
    return pieces, False
