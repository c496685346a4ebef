"""The words of a call: the real ones, and with a small tree that can be walked to its end."""

from __future__ import annotations

import pytest

from bot.phone.book import Book
from bot.phone.script import parts
from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge
from tests.fakes.phone import PICTURES, QuickBook


@pytest.fixture(scope="session")
def book(knowledge: Knowledge) -> Book:
    """Return the real words, without a person to hand over to."""
    return Book(knowledge, read_yaml(CONTENT / "kiosk.yml")["kiosk"])


@pytest.fixture(scope="session")
def spoken(book: Book) -> frozenset[str]:
    """Return every prompt of every call, whoever rings: 13,000 passages, ten seconds."""
    return frozenset(prompt for _, found in parts(book) for one in found for prompt in one.prompts)


@pytest.fixture(scope="session")
def small(knowledge: Knowledge) -> Book:
    """Return the real words with three menus."""
    return QuickBook(knowledge, PICTURES)
