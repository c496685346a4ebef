"""Tall pictures are read in overlapping strips, and what two strips saw is put together. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from bot.media.saw import Line

_EDGE = 4  # pixels; a line this close to a cut may be half a line


def cut(height: int, most: int, strip: int, overlap: int) -> list[tuple[int, int]]:
    """Return (top, bottom) of each strip; one alone where the picture is not taller than `most`.

    Args:
        height: of the picture.
        most: what may be read in one piece.
        strip: height of a strip.
        overlap: rows that two neighbours share; taller than any line of text.
    """
    if height <= most:
        return [(0, height)]
    tops = list(range(0, height - overlap, strip - overlap))
    return [(top, min(top + strip, height)) for top in tops]


def whole_lines(lines: Sequence[Line], top: int, bottom: int, height: int) -> list[Line]:
    """Return the lines of one strip, at their place in the picture, without those that the cut went through.

    Args:
        lines: with boxes relative to the strip.
        top: where the strip begins.
        bottom: where it ends.
        height: of the whole picture.
    """
    kept = []
    for line in lines:
        moved = replace(line, box=tuple((x, y + top) for x, y in line.box))
        first, last = min(y for _, y in moved.box), max(y for _, y in moved.box)
        cut_off = (top > 0 and first <= top + _EDGE) or (bottom < height and last >= bottom - _EDGE)
        if not cut_off:
            kept.append(moved)
    return kept


def merge(before: Sequence[Line], more: Sequence[Line]) -> list[Line]:
    """Return the lines of two neighbours; of one seen twice the surer reading.

    Within a strip nothing is seen twice: only what came `before` is compared.
    """
    merged = list(before)
    for line in more:
        twin = next((i for i, known in enumerate(before) if _same_place(known, line)), None)
        if twin is None:
            merged.append(line)
        elif line.score > merged[twin].score:
            merged[twin] = line
    return merged


def _same_place(one: Line, other: Line) -> bool:
    """Say whether two lines have their middles on one spot; boxes of leaning lines overlap without that."""
    apart = math.dist(_middle(one), _middle(other))
    return apart < 0.5 * min(math.dist(line.box[0], line.box[3]) for line in (one, other))


def _middle(line: Line) -> tuple[float, float]:
    return sum(x for x, _ in line.box) / 4, sum(y for _, y in line.box) / 4
