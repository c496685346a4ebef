"""Draws phone screens: status bar, title, bubbles, pages, receipts. For make_screenshots.py only."""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

WIDTH = 1080
SIDE = 150  # where bubbles begin: behind the portrait
Colour = tuple[int, int, int]


@lru_cache(maxsize=1)
def _font_file() -> Path:
    """Return a Chinese font of this machine (Debian: fonts-noto-cjk), asked of fontconfig."""
    command = ["fc-match", "--format=%{file}", "Noto Sans CJK SC:lang=zh-cn:style=Regular"]
    path = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    if "CJK" not in path.name:
        raise SystemExit("no Noto Sans CJK font here: apt-get install fonts-noto-cjk fontconfig")
    return path


@lru_cache(maxsize=16)
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the Chinese font in a size."""
    for index in range(10):
        found = ImageFont.truetype(str(_font_file()), size, index=index)
        if found.getname()[0] == "Noto Sans CJK SC":
            return found
    raise SystemExit("the font file holds no Noto Sans CJK SC")


@dataclass
class Screen:
    """A screen under construction, drawn from the top down; remembers every line it wrote."""

    page: Colour
    ink: Colour
    soft: Colour
    y: int = 0
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with a sheet that is cut at the end."""
        self.image = Image.new("RGB", (WIDTH, 9000), self.page)
        self.draw = ImageDraw.Draw(self.image)

    def write(self, x: float, y: float, text: str, size: int, colour: Colour, middle: bool = False) -> None:
        """Write one line and remember it."""
        left = x - font(size).getlength(text) / 2 if middle else x
        self.draw.text((left, y), text, font=font(size), fill=colour)
        self.lines.append(text)

    def bar(self, title: str, colour: Colour) -> None:
        """Draw the status bar and the title."""
        self.draw.rectangle((0, 0, WIDTH, 190), fill=colour)
        self.write(60, 12, "9:41", 40, self.ink)
        self.write(930, 12, "5G", 40, self.ink)
        self.write(WIDTH / 2, 95, title, 50, self.ink, middle=True)
        self.y = 230

    def stamp(self, text: str) -> None:
        """Write a time between the bubbles."""
        self.write(WIDTH / 2, self.y, text, 34, self.soft, middle=True)
        self.y += 90

    def bubble(self, text: str, mine: bool, fill: Colour, ink: Colour, portrait: bool = True) -> None:
        """Draw one bubble: left, or right where it is one's own."""
        rows = wrap(text, 46, WIDTH - 2 * SIDE - 110)
        width = max(font(46).getlength(row) for row in rows) + 70
        height = len(rows) * 68 + 50
        left = WIDTH - SIDE - width if mine else SIDE
        self.draw.rounded_rectangle((left, self.y, left + width, self.y + height), 18, fill=fill)
        if portrait:
            corner = WIDTH - 125 if mine else 25
            self.draw.rounded_rectangle((corner, self.y, corner + 100, self.y + 100), 12, fill=(120, 140, 170))
        for number, row in enumerate(rows):
            self.write(left + 35, self.y + 22 + number * 68, row, 46, ink)
        self.y += height + 50

    def code(self, content: str, left: int, size: int) -> None:
        """Draw a QR code on white."""
        made = io.BytesIO()
        segno.make(content, error="m").save(made, kind="png", scale=8, border=4)
        picture = Image.open(made).convert("RGB").resize((size, size), Image.Resampling.NEAREST)
        self.image.paste(picture, (left, self.y))
        self.y += size + 50

    def finish(self) -> Image.Image:
        """Return what was drawn."""
        return self.image.crop((0, 0, WIDTH, self.y + 120))


def wrap(text: str, size: int, width: int) -> list[str]:
    """Return the text in rows that fit, broken anywhere but before a mark, as Chinese is."""
    rows = [""]
    for char in text:
        if font(size).getlength(rows[-1] + char) > width and char not in "，。！？；：、”）】":
            rows.append("")
        rows[-1] += char
    return rows
