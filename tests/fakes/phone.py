"""A caller without a line: drives the call as a media program and an edge would, and remembers what was heard."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from bot.phone.book import Book
from bot.phone.events import Command, Event
from bot.phone.machine import step
from bot.phone.state import Call
from bot.phone.turning import Do, Happening, Hear, Replied, Say, Send, Understood
from bot.reply.render.phone import option, packed, prompts_of

Answering = Callable[[Send], Replied]

PICTURES = (
    {
        "label": "电话",
        "ask": "电话里说了什么？",
        "options": [
            {"label": "说我犯事", "say": "有人打电话说自己是警察", "about": "authority_police"},
            {
                "label": "家里人要钱",
                "ask": "他怎么说的？",
                "options": [{"label": "家里人出事", "say": "说我孙子出事了", "about": "crisis_emergency"}],
            },
        ],
    },
    {"label": "短信", "say": "我收到短信，说我中奖了", "about": "prize_lottery"},
)


class QuickBook(Book):
    """The same words, cut into prompts once: a walk says them a hundred thousand times."""

    def say(self, *wordings: str) -> tuple[str, ...]:
        """Return fixed words as prompts."""
        return tuple(prompt for wording in wordings for prompt in _cut(self._words(wording)))

    def options(self, *offered: tuple[str, str]) -> tuple[str, ...]:
        """Return (label, key) pairs as prompts."""
        return _options(offered)


@lru_cache(maxsize=1000)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(prompts_of(text))


@lru_cache(maxsize=1000)
def _options(offered: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(packed([option(label, key) for label, key in offered]))


def advice(type_id: str = "authority_police", stage: str = "contact", kind: str = "verdict") -> Replied:
    """Return a verdict with two choices of its own and two that fixed keys stand for."""
    offered = ("urgent:paid", "tell:again", "tell:family", "service:human")
    choices = [{"n": n, "value": value, "label": "听这个"} for n, value in enumerate(offered, 1)]
    texts = ("这很像骗子。", "先挂电话。", "别给钱。", "拿不准，打96110。急就打110。")
    blocks: list[dict[str, Any]] = [{"type": "text", "text": "\n".join(texts)}, {"type": "choices", "choices": choices}]
    return Replied(blocks, kind, {"type": type_id, "also": [], "verdict": "alarm", "stage": stage})


def question(kind: str = "ask", values: tuple[str, ...] = ("answer:yes", "answer:no", "answer:unsure")) -> Replied:
    """Return a question with its choices."""
    choices: list[Any] = [{"n": n, "value": value, "label": "是"} for n, value in enumerate(values, 1)]
    words = "急就打110。他让您保密吗？"
    blocks: list[dict[str, Any]] = [{"type": "text", "text": words}, {"type": "choices", "choices": choices}]
    return Replied(blocks, kind)


def distress() -> Replied:
    """Return what is said to somebody who may die."""
    return question("distress", ("mind:with", "mind:alone"))


class FakeCaller:
    """Holds one call; the edge's part is played by what the test gives."""

    def __init__(self, book: Book, answering: Answering, hearing: Understood | None = None) -> None:
        """Have the call not yet answered."""
        self.book = book
        self.call = Call()
        self.heard: list[str] = []
        self.sent: list[Send] = []
        self.then: Command | None = None
        self._answering = answering
        self.hearing = hearing

    def does(self, *events: Event) -> FakeCaller:
        """Have these happen on the line, one after the other."""
        for event in events:
            self._take(event)
        return self

    def _take(self, happening: Happening) -> None:
        outcome = step(self.call, happening, self.book)
        self.call = outcome.call
        do: Do = outcome.do
        if isinstance(do, Send):
            self.sent.append(do)
            self._take(self._answering(do))
        elif isinstance(do, Hear):
            assert self.hearing is not None
            self._take(self.hearing)
        elif isinstance(do, Say):
            self.heard = list(do.prompts)
            self.then = do.then
