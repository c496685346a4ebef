"""What a spreadsheet would run is text: names come from people, and some from strangers. Pure."""

from __future__ import annotations

import re

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return a text without the characters that no file of a spreadsheet may hold."""
    return _CONTROL.sub("", text)


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet could take a text for a formula."""
    return text.lstrip(" \u3000").startswith(_RUNS) or text.startswith(_RUNS)


def for_csv(text: str) -> str:
    """Return a text that no spreadsheet runs when it opens the CSV; a leading apostrophe means text to all of them."""
    text = clean(text)
    return f"'{text}" if is_formula(text) else text
