"""What is wrong with a content file, told to the person who can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend.

    Attributes:
        path: the file, relative to the project.
        message: what is wrong and what to do, in Chinese.
    """

    path: str
    message: str

    def __str__(self) -> str:
        """Return one line for the terminal."""
        return f"{self.path}: {self.message}"


def shorten(text: str, most: int = 36) -> str:
    """Return `text` on one line, cut after `most` characters, to be quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most] + "…"
