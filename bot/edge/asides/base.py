"""What asides share: one message on its way, and what may be added to its answer. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.edge.reader import Message
from bot.edge.words import EdgeKnowledge
from bot.triage.case import Case, load_case
from bot.triage.choices import find_choice

KINDS = frozenset({"call", "outcome", "visit", "drill", "quiz"})
_PLACEHOLDER = re.compile("〔[^〕]*〕")
MOST_BESIDE = 8  # characters beside a number that is meant as one's own: "我的电话是…"
Payload = dict[str, Any]


@dataclass(frozen=True)
class Turn:
    """One message and what is stored of its person.

    Attributes:
        value: the choice of an aside that the message makes, e.g. call:yes; empty for anything else.
        data: the stored case as it lies there; None for a stranger.
        resumed: the session was over, and the person comes back with consent.
        since: when the person last said something.
    """

    message: Message
    now: datetime
    value: str
    data: dict[str, Any] | None
    resumed: bool = False
    since: datetime | None = None

    @property
    def case(self) -> Case:
        """Return the stored case."""
        return load_case(self.data)

    @property
    def own_number(self) -> str:
        """Return the sealed number that the message gives as one's own, empty where it tells more than that."""
        beside = _PLACEHOLDER.sub("", self.message.text)
        alone = not self.message.choice and len(beside) <= MOST_BESIDE
        return self.message.numbers[0] if alone and len(self.message.numbers) == 1 else ""

    def as_choice(self, choice: str) -> Turn:
        """Return the turn as if another choice had been made; Rasa answers it."""
        return replace(self, message=replace(self.message, text="。", choice=choice), value="")


def value_of(message: Message, data: dict[str, Any] | None) -> str:
    """Return the choice of an aside that a message makes, by value, number or words."""
    chosen = message.choice or find_choice(message.text, load_case(data).choices)
    return chosen if chosen.partition(":")[0] in KINDS else ""


class Saying:
    """Says approved words; makes payloads like those of the actions."""

    def __init__(self, words: EdgeKnowledge) -> None:
        """Keep the words."""
        self._words = words

    def reply(self, turn: Turn, wording: str, *offered: tuple[str, str]) -> Payload:
        """Return the answer with one wording and (value, wording id) choices; the case stays as it is."""
        payload: Payload = {
            "blocks": self._words.say(wording, turn.message.elder),
            "case": {**(turn.data or {"format": 1}), "choices": []},
            "read": {"kind": "aside", "intent": ""},
            "aside": True,
        }
        return self.offer(payload, *offered)

    def offer(self, payload: Payload, *offered: tuple[str, str]) -> Payload:
        """Return a payload with one more block of choices, numbered on, and remembered in the case."""
        case = dict(payload.get("case") or {"format": 1})
        known = list(case.get("choices") or ())
        listed = [
            {"n": n, "value": value, "label": self.label(wording)}
            for n, (value, wording) in enumerate(offered, len(known) + 1)
        ]
        if not listed:
            return payload
        blocks = [*payload["blocks"], {"type": "choices", "choices": listed}]
        return {**payload, "blocks": blocks, "case": {**case, "choices": [*known, *listed]}}

    def text(self, payload: Payload, wording: str, elder: bool, first: bool = False) -> Payload:
        """Return a payload with one more wording, at its end or before everything."""
        said = self._words.say(wording, elder)
        blocks = [*said, *payload["blocks"]] if first else [*payload["blocks"], *said]
        return {**payload, "blocks": blocks}

    def label(self, wording: str) -> str:
        """Return the label of a choice."""
        return str(self._words.say(wording)[0]["text"])
