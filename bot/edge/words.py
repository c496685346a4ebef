"""The few words the edge says itself: greeting, fallback, and the safe reply."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.hearing.heard import Heard
from bot.reply.blocks import Listener
from bot.reply.compose import compose
from bot.reply.picture import compose_picture_read, compose_picture_refused
from bot.reply.speech import compose_again, compose_heard, compose_heard_alone, compose_not_heard
from db.files import CONTENT, read_yaml
from db.knowledge import Knowledge, KnowledgeSource


class SafeReply:
    """The answer of last resort: read from the content file once, needs no database."""

    def __init__(self) -> None:
        """Read the words now, while everything is well."""
        wordings = read_yaml(CONTENT / "wordings.yml")["wordings"]
        self._words: dict[str, Any] = next(item for item in wordings if item["id"] == "safe_reply")

    def blocks(self, elder: bool) -> list[dict[str, Any]]:
        """Return the blocks; never fails."""
        return [{"type": "text", "text": self._words["elder" if elder else "text"]}]


class EdgeKnowledge:
    """The snapshot of words, for the edge."""

    def __init__(self, source: KnowledgeSource, safe: SafeReply) -> None:
        """Keep where to read, and what to say when it cannot be read."""
        self._source = source
        self._safe = safe

    def snapshot(self) -> Knowledge | None:
        """Return all words, None while the database was never reached."""
        try:
            return self._source.current()
        except SQLAlchemyError:
            return None

    def numbers(self) -> frozenset[str]:
        """Return the public numbers that masking leaves in a text."""
        try:
            return frozenset(self._source.current().hotlines)
        except SQLAlchemyError:
            return frozenset({"110", "96110"})

    def blocks(self, kind: str, elder: bool, detail: str = "") -> list[dict[str, Any]]:
        """Return the blocks of a reply that needs no case."""
        try:
            knowledge = self._source.current()
        except SQLAlchemyError:
            return self._safe.blocks(elder)
        step = {"kind": kind, "detail": detail}
        return compose({"step": step}, Listener(elder=elder), knowledge).blocks

    def say(self, wording: str, elder: bool = False) -> list[dict[str, Any]]:
        """Return the blocks of one fixed wording."""
        try:
            words = self._source.current().wordings[wording]
        except (SQLAlchemyError, KeyError):  # no database yet, or content older than the code
            return self._safe.blocks(elder)
        return [{"type": "text", "text": (elder and words.get("elder")) or words["text"]}]

    def too_many(self, elder: bool, buttons: bool = True) -> list[dict[str, Any]]:
        """Return what is said to whom too much came from; the urgent entries stay, where there are buttons."""
        said = self.say("rate_limited", elder)
        knowledge = self.snapshot()
        if knowledge is None or not buttons:
            return said
        offered = [("urgent:paid", "choice_paid"), ("urgent:paying", "choice_paying")]
        choices = [
            {"n": n, "value": value, "label": knowledge.wordings[wording]["text"]}
            for n, (value, wording) in enumerate(offered, 1)
            if wording in knowledge.wordings
        ]
        return [*said, {"type": "choices", "choices": choices}]

    def picture_read(self, seen: str, elder: bool) -> list[dict[str, Any]]:
        """Return what is said before the reply to a picture, nothing when the words cannot be read."""
        try:
            return compose_picture_read(seen, Listener(elder=elder), self._source.current())
        except SQLAlchemyError:
            return []

    def picture_refused(self, busy: bool, elder: bool) -> list[dict[str, Any]]:
        """Return what is said of a picture that was not taken."""
        try:
            return compose_picture_refused(busy, Listener(elder=elder), self._source.current())
        except SQLAlchemyError:
            return self._safe.blocks(elder)

    def speech(self, heard: Heard, elder: bool) -> list[dict[str, Any]]:
        """Return what a page is told of a recording."""
        compose_it = compose_heard_alone if heard.text else compose_not_heard
        try:
            return compose_it(heard.text or heard.problem, Listener(elder=elder), self._source.current())
        except (SQLAlchemyError, KeyError):  # no database yet, or content older than the code
            return self._safe.blocks(elder)

    def speech_question(self, masked: str, listener: Listener) -> list[dict[str, Any]]:
        """Return the question whether these words were said, with its choices."""
        try:
            return compose_heard(masked, listener, self._source.current())
        except (SQLAlchemyError, KeyError):
            return self._safe.blocks(listener.elder)

    def speech_again(self, gone: bool, listener: Listener) -> list[dict[str, Any]]:
        """Return what follows on "no", or on a "yes" to words that are no longer kept."""
        try:
            return compose_again(gone, listener, self._source.current())
        except (SQLAlchemyError, KeyError):
            return self._safe.blocks(listener.elder)
