"""Screens as the worker would have read them, line by line, without a worker."""

from __future__ import annotations

import math

from bot.media.layout import Placed
from bot.media.saw import CHAT, Colour, Line, ReadImage

WIDTH, HEIGHT = 720, 1280
GREY, WHITE, GREEN = (237, 237, 237), (255, 255, 255), (149, 236, 105)
CHAR, TALL = 30, 36


def line(text: str, left: float, top: float, back: Colour = GREY, score: float = 0.99) -> Line:
    """Return a line of letters 30 wide and 36 tall."""
    right, bottom = left + CHAR * len(text), top + TALL
    return Line(text, ((left, top), (right, top), (right, bottom), (left, bottom)), score, back)


def centred(text: str, top: float, back: Colour = GREY) -> Line:
    """Return a line in the middle."""
    return line(text, (WIDTH - CHAR * len(text)) / 2, top, back)


def theirs(text: str, top: float, back: Colour = WHITE) -> Line:
    """Return a line in a bubble of the other side."""
    return line(text, 120, top, back)


def mine(text: str, top: float, back: Colour = GREEN) -> Line:
    """Return a line in one's own bubble."""
    return line(text, WIDTH - 120 - CHAR * len(text), top, back)


def lean(lines: list[Line], degrees: float) -> list[Line]:
    """Return the lines of a page that leans."""
    angle, cx, cy = math.radians(degrees), WIDTH / 2, HEIGHT / 2
    cos, sin = math.cos(angle), math.sin(angle)
    turned = []
    for each in lines:
        box = tuple((cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos) for x, y in each.box)
        turned.append(Line(each.text, box, each.score, each.back))
    return turned


def placed(lines: list[Line]) -> list[Placed]:
    """Return upright lines as they stand."""
    return [Placed(each.text, *each.box[0], *each.box[2], each.back) for each in lines]


def chat(*lines: Line, page: Colour = GREY) -> ReadImage:
    """Return a chat."""
    return ReadImage(WIDTH, HEIGHT, page, tuple(lines), kind=CHAT)
