"""From boxes to text in reading order: lines straightened, put into rows, rows joined. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.media.saw import Colour, Line

_LEAST_TILT = math.radians(0.4)
_NOISE_SCORE = 0.92  # a mark alone that was read less surely than this is dust or half a letter
_FULL = 0.85  # of the page's width: what ends before broke off on purpose
_ENDS = "。！？；，、：…!?;,:"
CJK = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Placed:
    """One line, upright: its words and the rectangle they take."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    back: Colour = (255, 255, 255)

    @property
    def height(self) -> float:
        """How tall the letters are."""
        return max(1.0, self.bottom - self.top)

    @property
    def middle(self) -> float:
        """Where its middle lies, from the top."""
        return (self.top + self.bottom) / 2


def tilt_of(lines: Iterable[Line]) -> float:
    """Return by how much the page leans, in radians: the median of its long lines."""
    leans = []
    for line in lines:
        (x0, y0), (x1, y1) = line.box[0], line.box[1]
        height = math.dist(line.box[0], line.box[3])
        if x1 - x0 > 3 * height:
            leans.append((math.atan2(y1 - y0, x1 - x0), x1 - x0))
    if not leans:
        return 0.0
    leans.sort()
    half = sum(width for _, width in leans) / 2
    for lean, width in leans:
        half -= width
        if half <= 0:
            return lean if abs(lean) >= _LEAST_TILT else 0.0
    return 0.0


def straighten(lines: Sequence[Line], width: int, height: int) -> list[Placed]:
    """Return the lines as they would stand on an upright page, without dust."""
    lean = tilt_of(lines)
    cos, sin = math.cos(-lean), math.sin(-lean)
    placed = []
    for line in lines:
        if len(line.text) == 1 and line.score < _NOISE_SCORE and not CJK.match(line.text):
            continue
        xs, ys = [], []
        for x, y in line.box:
            across, down = x - width / 2, y - height / 2
            xs.append(width / 2 + across * cos - down * sin)
            ys.append(height / 2 + across * sin + down * cos)
        placed.append(Placed(line.text, min(xs), min(ys), max(xs), max(ys), line.back))
    return placed


def in_rows(lines: Iterable[Placed]) -> list[list[Placed]]:
    """Return rows from the top down, each from left to right."""
    rows: list[list[Placed]] = []
    for line in sorted(lines, key=lambda each: each.middle):
        last = rows[-1] if rows else []
        if last and abs(line.middle - last[0].middle) < 0.5 * min(line.height, last[0].height):
            last.append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def glue(before: str, after: str) -> str:
    """Return two pieces of one sentence as it was before the line was broken."""
    word = before.rsplit(maxsplit=1)[-1] if before.strip() else ""
    letters = bool(re.search(r"[A-Za-z]$", before)) and bool(re.match(r"[A-Za-z]", after))
    return f"{before} {after}" if letters and not re.search(r"[/.@]", word) else before + after


def close(text: str, mark: str) -> str:
    """Return `text` with a mark at its end, unless there is one."""
    return text if not text or text[-1] in _ENDS else text + mark


def page_text(lines: Iterable[Placed], width: int) -> str:
    """Return a page, a message or a receipt as one text: broken sentences whole, the rest set off by commas."""
    rows = in_rows(lines)
    edge = max(_FULL * width, max((row[-1].right for row in rows), default=0.0))
    text = ""
    for number, row in enumerate(rows):
        words = " ".join(line.text for line in row)
        before = rows[number - 1] if number else None
        text = glue(text, words) if before and _goes_on(before, row, edge) else close(text, "，") + words
    return text


def _goes_on(before: list[Placed], row: list[Placed], edge: float) -> bool:
    """Say whether a row is the rest of the sentence above: that was full, and this begins where it began."""
    if len(before) > 1 or len(row) > 1:
        return False
    above, below = before[0], row[0]
    full = above.right > edge - 2.5 * above.height
    same = abs(above.left - below.left) < 0.7 * above.height and 0.75 < above.height / below.height < 1.34
    return full and same and below.top - above.bottom < 1.2 * above.height
