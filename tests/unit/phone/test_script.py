"""The call as text: every prompt in it is short, has a sound to come, and the longest way is bearable."""

from __future__ import annotations

from bot.phone.book import Book
from bot.phone.script import longest, script
from bot.reply.render.phone import SECONDS, seconds
from bot.voice.cases import HOLE

LONGEST = 180.0  # seconds from the first word to the end of the first advice, every menu heard to its end
OPENING = 20.5  # greeting and first menu as estimated; the real voice takes less (docs/voice.md)
URGENT = 6.0  # until key 9 was named
MENU = 20.0


def test_every_prompt_of_every_path_is_short(spoken: frozenset[str]) -> None:
    assert len(spoken) > 3000
    assert [prompt for prompt in spoken if seconds(prompt) > SECONDS] == []


def test_the_longest_way_is_bounded(book: Book) -> None:
    assert longest(book) <= LONGEST


def test_somebody_upset_hears_key_9_at_once_and_the_whole_opening_soon(book: Book) -> None:
    opening = "".join((*book.greeting(), *book.menu().prompts))
    assert seconds(opening[: opening.index("按九") + 3]) <= URGENT
    assert seconds(opening) <= OPENING


def test_yes_and_no_are_parted_from_their_keys(spoken: frozenset[str]) -> None:
    # "不是按二" would say not to press it
    assert not [prompt for prompt in spoken if "是按" in prompt or "对按" in prompt]


def test_every_menu_is_short(book: Book) -> None:
    paths = [str(n) for n, one in enumerate(book.pictures) if "options" in one]
    assert all(sum(map(seconds, book.menu(path).prompts)) <= MENU for path in ("", *paths))


def test_a_type_can_be_read_alone(book: Book) -> None:
    lines = list(script(book, "service_membership"))
    assert "取消会员" in lines[0]
    assert any("按一" in line for line in lines)
    assert not any(HOLE in line for line in lines)
