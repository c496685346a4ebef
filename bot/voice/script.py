"""All sentences that kiosk and telephone can say, the most needed first. Pure.

What is said is found by saying it: every assessment of `cases` is composed and rendered as
for the kiosk and as for the telephone, so that this list cannot drift away from the replies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.phone.answers import answered
from bot.phone.book import Book
from bot.phone.listing import fixed_prompts, reply_of
from bot.phone.state import Call
from bot.reply.blocks import Listener
from bot.reply.compose import compose
from bot.reply.render import kiosk
from bot.voice import cases
from bot.voice.sentences import sentence_key, spoken_sentences
from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge, ScriptWords

LISTENER = Listener("kiosk", elder=True)
SECONDS = (10, 20, 30)  # the numbers that the warning counts down by
_BLANK = re.compile(r"\{[^{}]*\}|____")
_ELSEWHERE = ("wechat_",)  # said on other channels only


@dataclass(frozen=True)
class Line:
    """One sentence to be heard: under which key, its words, and where it belongs."""

    key: str
    text: str
    part: str


def wanted(knowledge: Knowledge) -> list[Line]:
    """Return every sentence once, in the order in which they are needed."""
    book = phone_book(knowledge)
    found: dict[str, Line] = {}
    for part in PARTS:
        for line in lines_of(part, book):
            found.setdefault(line.key, line)
    for first in (True, False):
        for script in knowledge.scripts.values():
            for line in _lines("type", _of_type(script, book, first)):
                found.setdefault(line.key, line)
    return list(found.values())


def lines_of(part: str, book: Book) -> list[Line]:
    """Return the sentences of one part, each once.

    Args:
        part: one of `PARTS`, or the id of a scam.
        book: all words.
    """
    script = book.knowledge.scripts.get(part)
    if script is None:
        return _lines(part, _PARTS[part](book))
    return _lines("type", (*_of_type(script, book, True), *_of_type(script, book, False)))


def _lines(part: str, texts: Iterable[str]) -> list[Line]:
    found: dict[str, Line] = {}
    for sentence in (sentence for text in texts for sentence in spoken_sentences(text)):
        if cases.HOLE not in sentence and not _BLANK.search(sentence):
            key = sentence_key(sentence)
            found.setdefault(key, Line(key, sentence, part))
    return list(found.values())


def _urgent(book: Book) -> Iterator[str]:
    yield from _urgent_words(book.knowledge)
    yield from _said(cases.urgent(book.knowledge), book)


def _talk(book: Book) -> Iterator[str]:
    yield from _said(cases.talk(book.knowledge), book)
    yield from _fixed(book.knowledge)


def _of_type(script: ScriptWords, book: Book, first: bool) -> Iterator[str]:
    """Yield what is said of a scam: first of all, or else."""
    if first:
        yield from _said(cases.verdicts(script), book)
        return
    yield str(book.knowledge.wordings["kiosk_heading_type"]["text"]).replace("{name}", script.name)
    yield from _said(cases.of_type(script), book)


_PARTS: dict[str, Callable[[Book], Iterator[str]]] = {
    "urgent": _urgent,
    "phone": fixed_prompts,
    "kiosk": lambda book: page_texts(book.knowledge),
    "talk": _talk,
    "question": lambda book: _said(cases.questions(book.knowledge), book),
}
PARTS = tuple(_PARTS)  # in the order in which they are needed; then comes every scam


def _said(assessments: Iterable[dict[str, Any]], book: Book) -> Iterator[str]:
    for assessment in assessments:
        screens = kiosk.render(compose(assessment, LISTENER, book.knowledge).blocks)
        yield from (text for screen in screens for text in heard(screen))
        yield from answered(Call(), reply_of(book, assessment), book).prompts


def phone_book(knowledge: Knowledge) -> Book:
    """Return the words of a call."""
    return Book(knowledge, read_yaml(CONTENT / "kiosk.yml")["kiosk"])


def heard(screen: kiosk.Screen) -> list[str]:
    """Return the texts of a screen in the order they are read: its words, then its buttons."""
    return [screen.text, *(button.label for button in screen.buttons)]


def _urgent_words(knowledge: Knowledge) -> Iterator[str]:
    for name in ("kiosk_heading_urgent", "choice_paid", "choice_paying", "urgent_paid", "urgent_paying", "distress"):
        yield from _worded(knowledge, name)


def _fixed(knowledge: Knowledge) -> Iterator[str]:
    """Yield every wording as it stands: what is only said in rare situations is read too."""
    for name in knowledge.wordings:
        if not name.startswith(_ELSEWHERE):
            yield from _worded(knowledge, name)


def _worded(knowledge: Knowledge, name: str) -> Iterator[str]:
    words = knowledge.wordings[name]
    blocks = [{"type": "text", "text": str(words.get("elder") or words["text"])}]
    yield from (screen.text for screen in kiosk.render(blocks))


def page_texts(knowledge: Knowledge) -> Iterator[str]:
    """Yield what stands in the page itself: its fixed screens and the pictures with their labels."""
    for name, words in knowledge.wordings.items():
        if name.startswith("kiosk_"):
            text = str(words.get("elder") or words["text"])
            yield from (text.replace("{seconds}", str(n)) for n in SECONDS) if "{seconds}" in text else (text,)
    yield from pictures_words(read_yaml(CONTENT / "kiosk.yml")["kiosk"])


def pictures_words(options: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the words of the pictures: labels, and the questions of their screens."""
    for option in options:
        yield str(option["label"])
        if "options" in option:
            yield str(option["ask"])
            yield from pictures_words(option["options"])
