"""`python -m bot phone`: prints the call."""

from __future__ import annotations

import sys

from bot.phone.book import Book
from bot.phone.script import script
from bot.settings import load_settings
from bot.voice.command import published
from db.files import CONTENT, read_yaml
from db.knowledge import MissingWording


def run(only: str, every: bool) -> int:
    """Print the whole call, or what is said of one scam; returns the exit code."""
    settings = load_settings()
    knowledge = published(settings)
    if only and only not in knowledge.scripts:
        print(f"--type {only}: no such scam; the ids stand in db/content/catalogue.yml", file=sys.stderr)
        return 2
    book = Book(knowledge, read_yaml(CONTENT / "kiosk.yml")["kiosk"], settings.phone_human)
    try:
        lines = list(script(book, only, every))  # half a call is not shown
    except MissingWording as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0
