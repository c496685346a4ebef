"""What a reminder says and offers, and which short words answer it. Pure but for the snapshot of words."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.edge.words import EdgeKnowledge
from bot.triage.case import Choice
from bot.triage.choices import find_choice
from bot.visits.told import days_since, told
from db.reminders import AGAIN, FINE, STOP

CHOICES = (
    ("visit:fine", "choice_visit_fine"),
    ("visit:again", "choice_visit_again"),
    ("visit:stop", "choice_visit_stop"),
)
_NOTED = {FINE: "没再遇到", AGAIN: "又有人找", STOP: "别再提醒"}  # as staff read it beside the visit
_FINE = re.compile("(?:没有|没了|没再遇到|都好|挺好的?|还好)[了呢啊的，。！!]*(?:谢谢)?[。！!]*")
_AGAIN = re.compile("(?:又|还)有人(?:来)?找我?了?[。！!]*")
_OFFERED = tuple(
    Choice(n, f"visit:{value}", label)
    for n, (value, label) in enumerate(((FINE, "没再遇到"), (AGAIN, "又有人找我"), (STOP, "别再提醒我")), 1)
)


def label_of(answer: str) -> str:
    """Return how an answer is noted for staff."""
    return _NOTED[answer]


def said_again() -> str:
    """Return how it is noted that a person told of a scam in place of an answer."""
    return _NOTED[AGAIN] + "，跟助手说了"


def picked(text: str) -> str:
    """Return which answer a short text gives where no choices are kept: by number, label or plain words."""
    if _FINE.fullmatch(text):
        return FINE
    if _AGAIN.fullmatch(text):
        return AGAIN
    return find_choice(text, _OFFERED).partition(":")[2]


def told_blocks(
    words: EdgeKnowledge, type_id: str, group: str, since: datetime | None, now: datetime
) -> list[dict[str, Any]]:
    """Return what fits this person now, with how it opens and how it always ends."""
    knowledge = words.snapshot()
    script = knowledge.scripts.get(type_id) if knowledge else None
    implicates = bool(script and script.words.get("implicates"))
    fit = told(script.family if script else "", group, days_since(since, now), implicates)
    said = [
        block
        for wording in ("visit_tell_open", *fit.lines, "visit_tell_close")
        for block in words.say(wording, fit.elder)
    ]
    return [{"type": "text", "text": "\n".join(block["text"] for block in said)}]
