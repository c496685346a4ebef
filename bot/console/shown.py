"""Residents' words as the console shows them: the mask goes over them once more, each time."""

from __future__ import annotations

from collections.abc import Callable

from bot.review.hide import for_staff
from db.knowledge import Knowledge

Hide = Callable[[str], str]


def hider(knowledge: Knowledge) -> Hide:
    """Return what makes a stored text fit to be shown; hotlines stay."""
    public = tuple(knowledge.hotlines)
    return lambda text: for_staff(text, public)
