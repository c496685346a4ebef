"""Whether a message in the middle of a drill tells of something real. When in doubt it does. Pure."""

from __future__ import annotations

from typing import Any

from bot.drill.cues import Cues
from bot.triage.case import Case, load_case
from bot.triage.stage import rank
from bot.triage.verdict import SUSPICIOUS

LIFE = frozenset({"distress"})  # goes its own way, with nothing beside it
FORGET = frozenset({"forget_me", "forget", "record"})
_MONEY = frozenset({"urgent"})


def is_real(text: str, before: Case, payload: dict[str, Any], cues: Cues) -> bool:
    """Say whether the normal reading of a message ends the drill.

    Args:
        text: what was typed, masked.
        before: the person's own case, as it stood.
        payload: what was answered to the message as if there were no drill.
        cues: which words say outright that something has happened.
    """
    kind = str((payload.get("read") or {}).get("kind") or "")
    if payload.get("forget") or kind in FORGET:
        return cues.wants_forgetting(text)  # nothing is deleted on a guess, least of all here
    if kind in LIFE or kind in _MONEY or cues.tells_real(text):
        return True
    after = load_case(payload.get("case"))
    risen = rank(after.stage) > rank(before.stage)
    return after.verdict in SUSPICIOUS and risen and rank(after.stage) >= rank("about_to_pay")
