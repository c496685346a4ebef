"""The blocks a reply is made of, and the builder that numbers its choices."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field, replace
from typing import Any

from bot.triage.case import Case, Choice

Block = dict[str, Any]
SHORT = 12  # characters; shorter lines join paragraphs together and are none
NUMBER = re.compile(r"^\d ")
SPOKEN = frozenset({"kiosk", "phone"})


def mark(line: str) -> str:
    """Return five characters that stand for a line without its number, empty for a short one."""
    words = NUMBER.sub("", line.strip())
    return f"{zlib.crc32(words.encode()) % 0xFFFFF:05x}" if len(words) >= SHORT else ""


@dataclass(frozen=True)
class Listener:
    """Who is being talked to, and where.

    Attributes:
        channel: web, wechat, kiosk, phone or chat.
        elder: large letters and short clauses were asked for.
    """

    channel: str = "web"
    elder: bool = False

    @classmethod
    def from_metadata(cls, metadata: dict[str, Any]) -> Listener:
        """Return the listener that the edge names in a message's metadata."""
        told = metadata.get("listener") or {}
        return cls(channel=str(told.get("channel") or "web"), elder=bool(told.get("elder")))

    @property
    def spoken(self) -> bool:
        """Whether the reply is heard rather than read, so that every clause must be short."""
        return self.channel in SPOKEN


@dataclass
class Reply:
    """A reply under construction.

    Attributes:
        case: the case to store, with what was said and offered.
        blocks: what the channel will render.
        forget: everything kept of this person is to be deleted.
        lead: what the edge does with the numbers of the message: "offer", "keep" or "drop" them.
        read: intent and kind of step, for the edge: was the message enough to go on?
        always: marks of lines that are said however often they were said.
        assessed: the assessment in its public form, for the record.
    """

    case: Case
    blocks: list[Block] = field(default_factory=list)
    forget: bool = False
    lead: str = ""
    always: set[str] = field(default_factory=set)
    read: dict[str, str] = field(default_factory=dict)
    assessed: dict[str, Any] = field(default_factory=dict)

    def text(self, *parts: str) -> Reply:
        """Add one text block of the parts that are not empty, a line each."""
        words = "\n".join(part.strip() for part in parts if part.strip())
        if words:
            self.blocks.append({"type": "text", "text": words})
        return self

    def must(self, *parts: str) -> Reply:
        """Add a text that is said however often it was said: life, or money in this minute."""
        self.always |= {mark(line) for part in parts for line in part.split("\n")}
        return self.text(*parts)

    def choices(self, *offered: tuple[str, str]) -> Reply:
        """Add one block of (value, label) choices, numbered on through the reply."""
        start = len(self.case.choices) + 1
        numbered = tuple(Choice(n, value, label) for n, (value, label) in enumerate(offered, start))
        if numbered:
            self.case = replace(self.case, choices=self.case.choices + numbered)
            listed = [{"n": c.n, "value": c.value, "label": c.label} for c in numbered]
            self.blocks.append({"type": "choices", "choices": listed})
        return self

    def said(self, *keys: str) -> Reply:
        """Remember that these paragraphs were said."""
        self.case = replace(self.case, said=tuple(dict.fromkeys((*self.case.said, *keys)))[-24:])
        return self

    def payload(self) -> dict[str, Any]:
        """Return what the action hands to the edge."""
        data: dict[str, Any] = {"blocks": self.blocks, "case": self.case.dump(), "read": self.read}
        if self.assessed:
            data["assessed"] = self.assessed
        if self.forget:
            data["forget"] = True
        if self.lead:
            data["lead"] = self.lead
        return data


def start(case: Case) -> Reply:
    """Begin a reply: choices offered last time no longer count."""
    return Reply(replace(case, choices=()))
