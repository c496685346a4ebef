"""Everything the assistant can say, composed once from the real content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.reply.blocks import Listener, Reply
from bot.reply.compose import COMPOSERS, compose
from bot.triage.case import Case
from db.knowledge import Knowledge

LISTENERS: dict[str, tuple[Case, Listener]] = {
    "plain": (Case(), Listener()),
    "elder": (Case(), Listener(elder=True)),
    "helper": (Case(helper="relative"), Listener()),
    "minor": (Case(group="minor"), Listener()),
}
DETAILS: dict[str, tuple[str, ...]] = {
    "distress": ("", "with", "alone"),
    "urgent": ("paid", "paying"),
    "stop": ("done", "pressed"),
    "ask": ("open", "asks_code"),
    "tell": ("report", "type", "case", "next", "family", "again"),
    "group": ("student",),
    "remember": ("yes", "no"),
    "smalltalk": ("greet", "who_are_you", "bye", "abuse", "chat"),
    "service": ("human", "poster", "quiz", "report_number", "visit", "volunteer", "unheard_of"),
    "lead": ("yes", "no"),
    "receipt": ("", "own"),
    "picture": ("", "talking"),
    "ask_knowledge": ("", "what_is", "hotline_96110"),
}

Compose = Callable[..., Reply]


@dataclass(frozen=True)
class Said:
    """One reply, with what it was composed for."""

    listener: str
    type: str
    kind: str
    detail: str
    reply: Reply

    @property
    def text(self) -> str:
        """All words of it."""
        return words(self.reply)

    @property
    def place(self) -> str:
        """What to look for when it is wrong."""
        return f"{self.type} {self.listener} {self.kind}:{self.detail}"


def words(reply: Reply) -> str:
    """Return all text of a reply."""
    return "\n".join(block["text"] for block in reply.blocks if block["type"] == "text")


@pytest.fixture(scope="session")
def say(knowledge: Knowledge) -> Compose:
    """Return a composer of one step; further names go into the assessment."""

    def make(kind: str, detail: str = "", case: Case | None = None, elder: bool = False, **more: Any) -> Reply:
        step = {"kind": kind, "detail": detail}
        return compose({"step": step, "case": (case or Case()).dump(), **more}, Listener(elder=elder), knowledge)

    return make


@pytest.fixture(scope="session")
def everything(knowledge: Knowledge) -> list[Said]:
    """Return every kind and detail for each of the 64 types and four listeners."""
    found = []
    for type_id in knowledge.scripts:
        for name, (case, listener) in LISTENERS.items():
            told = replace(case, type=type_id, verdict="alarm", stage="contact").dump()
            for kind in COMPOSERS:
                for detail in DETAILS.get(kind, ("",)):
                    signals = [{"id": "asks_prepay", "quote": "让我先垫钱"}]
                    assessment = {
                        "step": {"kind": kind, "detail": detail},
                        "case": told,
                        "signals": signals,
                        "about": [type_id],
                    }
                    found.append(Said(name, type_id, kind, detail, compose(assessment, listener, knowledge)))
    return found
