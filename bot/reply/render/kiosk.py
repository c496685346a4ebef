"""A reply as kiosk screens: one step a screen, large, read aloud; the buttons on the last.

Short lines that follow each other share a screen: six touches for six half-lines tire.

The two urgent buttons stand on every screen of the kiosk itself and are not
part of a reply, so a choice that repeats one of them is left out here.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.reply.blocks import Block
from bot.reply.render.pieces import cut, pack

MOST_CHARACTERS = 44  # at 30 px and more, about four lines across a 10-inch screen
MOST_LINES = 3
PERMANENT = ("urgent:paid", "urgent:paying")


@dataclass(frozen=True)
class Button:
    """One large button: what it says, and the value it sends."""

    label: str
    value: str


@dataclass(frozen=True)
class Screen:
    """One screen: the words, shown and spoken, and the buttons of this step."""

    text: str
    buttons: tuple[Button, ...] = ()


def render(blocks: list[Block]) -> list[Screen]:
    """Return the screens in order; the last one has the reply's buttons."""
    texts = [str(block["text"]) for block in blocks if block["type"] == "text"]
    steps = (piece for text in texts for line in text.splitlines() for piece in _steps(line))
    lines = pack(steps, MOST_CHARACTERS, _size, glue="\n")
    buttons = tuple(
        Button(choice["label"], choice["value"])
        for block in blocks
        if block["type"] == "choices"
        for choice in block["choices"]
        if choice["value"] not in PERMANENT
    )
    screens = [Screen(line) for line in lines] or [Screen("")]
    return [*screens[:-1], Screen(screens[-1].text, buttons)]


def _size(text: str) -> int:
    """Return the characters of a text, or more than a screen holds where it has too many lines."""
    return len(text) if text.count("\n") < MOST_LINES else MOST_CHARACTERS + 1


def _steps(line: str) -> list[str]:
    return pack(cut(line, MOST_CHARACTERS), MOST_CHARACTERS) if len(line) > MOST_CHARACTERS else [line.strip()]
