"""Chat bubbles: whose words they are, by where they stand and what colour they have. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.media.layout import Placed, close, glue, in_rows
from bot.media.saw import Colour

_OTHER_GROUND = 4  # a channel's difference that JPEG does not make
_OTHER_BUBBLE = 20
_COLOURED = 45  # green, blue, orange; white and grey have less between their channels
_CENTRED = 0.08  # of the width
_TIE = 0.05
_SHORT = 16  # characters; longer lines in the middle are sentences
_TOP = 0.2  # of the width: clock, signal and battery, then the title
_BAR = re.compile(r"\d{1,2}[:：]\d{2}|[2-6]G\+?|\d{1,3}%?|LTE|HD|VoLTE|Wi-?Fi|[\d.]+[KM]B?/s", re.IGNORECASE)
_TIME = re.compile(
    r"(?:(?:20\d\d[年/.\-])?\d{1,2}[月/.\-]\d{1,2}日?|今天|昨天|前天|刚刚|(?:星期|周|礼拜)[一二三四五六日天])?\s*"
    r"(?:凌晨|早上|上午|中午|下午|傍晚|晚上|AM|PM)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*(?:AM|PM)?"
)


@dataclass(frozen=True)
class Bubble:
    """What one side said at once."""

    text: str
    mine: bool
    coloured: bool


def differs(one: Colour, other: Colour, least: int = _OTHER_GROUND) -> bool:
    """Say whether two colours are not the same ground."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) >= least


def is_time(text: str) -> bool:
    """Say whether a line is nothing but a time stamp."""
    return bool(_TIME.fullmatch(text.strip()))


def without_status_bar(lines: Sequence[Placed], width: int) -> list[Placed]:
    """Return the lines without the clock, the signal and the battery of a phone."""
    end = min((line.top for line in lines), default=0.0) + _TOP / 2 * width
    return [line for line in lines if line.bottom > end or not _BAR.fullmatch(line.text)]


def is_system(line: Placed, page: Colour, width: int) -> bool:
    """Say whether a line was said by nobody: a time, the title, a notice between the bubbles."""
    if is_time(line.text):
        return True
    off = abs(line.left - (width - line.right))
    in_middle = off < _CENTRED * width and len(line.text) <= _SHORT
    at_top = line.middle < _TOP * width
    return in_middle and (at_top or not differs(line.back, page))


def stamps(lines: Iterable[Placed], width: int) -> int:
    """Return how many centred time stamps there are."""
    return sum(is_time(line.text) and abs(line.left - (width - line.right)) < _CENTRED * width for line in lines)


def bubbles_of(lines: Sequence[Placed], page: Colour, width: int) -> list[Bubble]:
    """Return the bubbles from the top down; what stands on the bare page is none."""
    whole = _whole_rows(without_status_bar(lines, width))
    said = [line for line in whole if differs(line.back, page) and not is_system(line, page, width)]
    groups: list[list[Placed]] = []
    for line in sorted(said, key=lambda each: each.middle):
        if groups and _same_bubble(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_bubble(group, width) for group in groups]


def _whole_rows(lines: Sequence[Placed]) -> list[Placed]:
    """Return the lines with those put together again that were seen as two with little between them."""
    whole: list[Placed] = []
    for row in in_rows(lines):
        parts = row[:1]
        for line in row[1:]:
            if _one_line(parts[-1], line):
                parts[-1] = _joined(parts[-1], line)
            else:
                parts.append(line)
        whole += parts
    return whole


def _joined(left: Placed, right: Placed) -> Placed:
    top, bottom = min(left.top, right.top), max(left.bottom, right.bottom)
    return Placed(glue(left.text, right.text), left.left, top, right.right, bottom, left.back)


def _one_line(left: Placed, right: Placed) -> bool:
    near = right.left - left.right < 1.5 * left.height
    return near and not differs(left.back, right.back, _OTHER_BUBBLE)


def _same_bubble(above: Placed, below: Placed) -> bool:
    near = below.top - above.bottom < 0.8 * min(above.height, below.height)
    flush = abs(below.left - above.left) < 0.9 * above.height
    return near and flush and not differs(above.back, below.back, _OTHER_BUBBLE)


def _bubble(group: Sequence[Placed], width: int) -> Bubble:
    text = ""
    for line in group:
        text = glue(text, line.text)
    back = group[0].back
    coloured = max(back) - min(back) >= _COLOURED
    from_left = min(line.left for line in group)
    from_right = width - max(line.right for line in group)
    tie = abs(from_left - from_right) < _TIE * width
    return Bubble(text, coloured if tie else from_right < from_left, coloured)


def words_of(bubbles: Iterable[Bubble], mine: bool) -> str:
    """Return all that one side said, a sentence a bubble."""
    return "".join(close(bubble.text, "。") for bubble in bubbles if bubble.mine is mine)
