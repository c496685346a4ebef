"""The colour behind a line, and that of the page: they tell bubbles from what lies between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.media.saw import Colour, Corners

Pixels = NDArray[np.uint8]
_STEP = 16  # shades that JPEG noise mixes up are counted as one
_MARGIN = 0.25  # of the line's height, around it


def commonest(pixels: Pixels) -> Colour:
    """Return the commonest colour of some RGB pixels, noise evened out."""
    flat = pixels.reshape(-1, 3)
    if len(flat) == 0:
        return 255, 255, 255
    coarse = flat.astype(np.int64) // _STEP
    keys = coarse[:, 0] * 256 + coarse[:, 1] * 16 + coarse[:, 2]
    values, counts = np.unique(keys, return_counts=True)
    chosen = flat[keys == values[counts.argmax()]]
    red, green, blue = (round(float(part)) for part in chosen.mean(axis=0))
    return red, green, blue


def page_colour(picture: Pixels) -> Colour:
    """Return the ground of the whole picture."""
    step = max(1, int((picture.shape[0] * picture.shape[1] / 40_000) ** 0.5))
    return commonest(picture[::step, ::step])


def behind(picture: Pixels, box: Corners) -> Colour:
    """Return the colour that the line stands on."""
    xs, ys = [x for x, _ in box], [y for _, y in box]
    margin = int((max(ys) - min(ys)) * _MARGIN)
    top, bottom = max(0, int(min(ys)) - margin), int(max(ys)) + margin
    left, right = max(0, int(min(xs)) - margin), int(max(xs)) + margin
    return commonest(picture[top:bottom, left:right])
