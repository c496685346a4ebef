"""The call as text: every prompt in it is short, has a sound to come, and the longest way is bearable."""

from __future__ import annotations

import pytest

from bot.phone.book import Book
from bot.phone.script import longest, parts, script
from bot.reply.render.phone import SECONDS, seconds
from bot.voice.cases import HOLE

LONGEST = 180.0  # seconds from the first word to the end of the first advice, every menu heard to its end
GREETING = 22.0
MENU = 20.0


@pytest.fixture(scope="module")
def passages(book: Book) -> list[tuple[str, tuple[str, ...]]]:
    return [(title, one.prompts) for title, found in parts(book, every=False) for one in found]


def test_every_prompt_of_every_path_is_short(passages: list[tuple[str, tuple[str, ...]]]) -> None:
    assert len(passages) > 500
    long = [(title, prompt) for title, found in passages for prompt in found if seconds(prompt) > SECONDS]
    assert long == []


def test_the_longest_way_is_bounded(book: Book) -> None:
    assert longest(book) <= LONGEST
    assert sum(map(seconds, book.greeting())) <= GREETING


def test_every_menu_is_short(book: Book) -> None:
    paths = [str(n) for n, one in enumerate(book.pictures) if "options" in one]
    assert all(sum(map(seconds, book.menu(path).prompts)) <= MENU for path in ("", *paths))


def test_a_type_can_be_read_alone(book: Book) -> None:
    lines = list(script(book, "service_membership"))
    assert "取消会员" in lines[0]
    assert any("按一" in line for line in lines)
    assert not any(HOLE in line for line in lines)
