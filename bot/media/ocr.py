"""Lines of text in a picture, by RapidOCR (PP-OCR models inside its wheel, run by ONNX Runtime)."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from PIL import Image

from bot.media.codes import read_codes
from bot.media.colours import Pixels, behind, page_colour
from bot.media.kinds import kind_of
from bot.media.layout import straighten
from bot.media.saw import MOST_LINES, Code, Line, ReadImage
from bot.media.strips import cut, merge, whole_lines

READ_SHORT = 720  # pixels across; letters of a phone's screen are 25 to 35 high then
# in parts of the width: one screen is read whole, longer ones in strips
ONE_PIECE, STRIP, OVERLAP = 2.4, 1.6, 0.2
LEAST_SCORE = 0.6


class Ocr:
    """The loaded models."""

    def __init__(self, threads: int) -> None:
        """Load them: about two seconds."""
        from rapidocr import RapidOCR

        self._engine = RapidOCR(
            params={
                "Global.use_cls": False,  # screenshots are upright; EXIF turns photos
                "Global.log_level": "critical",
                "Global.text_score": LEAST_SCORE,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read(self, image: Image.Image, deadline: float) -> ReadImage:
        """Return what is in an upright RGB picture.

        Args:
            image: as `open_image` returns it.
            deadline: of `time.monotonic()`; a strip that would not be done by then is left out.
        """
        width, height = image.size
        picture: Pixels = np.asarray(image)
        lines: list[Line] = []
        codes: list[Code] = []
        partial = False
        longest = 0.0
        for top, bottom in cut(height, int(width * ONE_PIECE), int(width * STRIP), int(width * OVERLAP)):
            begun = time.monotonic()
            if begun + longest > deadline or len(lines) >= MOST_LINES:
                partial = True
                break
            strip = picture[top:bottom]
            codes += read_codes(strip)
            lines = merge(lines, whole_lines(self._lines(strip), top, bottom, height))
            longest = max(longest, time.monotonic() - begun)
        page = page_colour(picture)
        kind = kind_of(straighten(lines, width, height), page, width)
        return ReadImage(width, height, page, tuple(lines), tuple(dict.fromkeys(codes)), kind, partial)

    def _lines(self, strip: Pixels) -> list[Line]:
        height, width = strip.shape[:2]
        scale = min(1.0, READ_SHORT / min(width, height))
        small = strip
        if scale < 1.0:
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            small = np.asarray(Image.fromarray(strip).resize(size, Image.Resampling.LANCZOS))
        found: Any = self._engine(np.ascontiguousarray(small[:, :, ::-1]))
        if found is None or getattr(found, "boxes", None) is None or not found.txts:
            return []
        lines = []
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            corners = tuple((float(x) / scale, float(y) / scale) for x, y in box)
            if str(text).strip():
                lines.append(Line(str(text).strip(), corners, round(float(score), 4), behind(strip, corners)))
        return lines
