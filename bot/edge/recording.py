"""From an answered message to what is recorded of it. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.edge.reader import Message
from bot.review.doubts import doubt
from bot.review.hide import hide_names
from db.assessments import Entry

NOTHING = "。"  # stands for the words of a choice
_STORY = frozenset({"scam", "ordinary", "answer"})
_PRIVATE_KINDS = frozenset({"distress"})
_MINOR = "minor"


def entry_of(message: Message, payload: dict[str, Any], keep: timedelta) -> Entry:
    """Return the entry for a message and what the action answered.

    The words of a child and of somebody who may die are not kept: they are
    sensitive personal information, and no statistics need them.
    """
    assessed, case = payload.get("assessed") or {}, payload.get("case") or {}
    kind = str((payload.get("read") or {}).get("kind") or "")
    intent, type_id = str(assessed.get("intent") or ""), str(assessed.get("type") or "")
    verdict, stage = str(assessed.get("verdict") or "none"), str(assessed.get("stage") or "none")
    ranking = tuple((str(one["type"]), float(one["probability"])) for one in assessed.get("ranking") or ())
    signals = tuple((str(one["id"]), hide_names(str(one["quote"]))) for one in assessed.get("signals") or ())
    return Entry(
        channel=message.channel,
        place=message.place,
        text="" if message.text == NOTHING else hide_names(message.text),
        choice=message.choice,
        intent=intent,
        type=type_id,
        also=tuple(assessed.get("also") or ()),
        ranking=ranking,
        verdict=verdict,
        stage=stage,
        signals=signals,
        group=str(case.get("group") or ""),
        kind=kind,
        model=str(assessed.get("model") or ""),
        knowledge=int(assessed.get("knowledge") or 0),
        told=intent in _STORY or verdict != "none" or stage != "none",
        doubt=doubt(kind, verdict, type_id, ranking),
        private=kind in _PRIVATE_KINDS or case.get("group") == _MINOR,
        keep=keep,
    )
