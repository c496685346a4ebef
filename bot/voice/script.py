"""All sentences that kiosk and telephone can say, the most needed first. Pure.

What is said is found by saying it: every assessment of `cases` is composed and rendered as
for the kiosk and as for the telephone, so that this list cannot drift away from the replies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
from db.knowledge import Knowledge

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
    found: dict[str, Line] = {}
    for part, text in _texts(knowledge):
        for sentence in spoken_sentences(text):
            if cases.HOLE not in sentence and not _BLANK.search(sentence):
                key = sentence_key(sentence)
                found.setdefault(key, Line(key, sentence, part))
    return list(found.values())


def _texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    book = phone_book(knowledge)
    yield from (("urgent", text) for text in _urgent_words(knowledge))
    yield from (("urgent", text) for text in _said(cases.urgent(knowledge), book))
    yield from (("phone", text) for text in fixed_prompts(book))
    yield from (("kiosk", text) for text in page_texts(knowledge))
    yield from (("talk", text) for text in _said(cases.talk(knowledge), book))
    yield from (("talk", text) for text in _fixed(knowledge))
    yield from (("question", text) for text in _said(cases.questions(knowledge), book))
    for script in knowledge.scripts.values():
        yield from (("type", text) for text in _said(cases.verdicts(script), book))
    for script in knowledge.scripts.values():
        yield "type", str(knowledge.wordings["kiosk_heading_type"]["text"]).replace("{name}", script.name)
        yield from (("type", text) for text in _said(cases.of_type(script), book))


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
