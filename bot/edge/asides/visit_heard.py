"""What a message means to somebody who is visited again: stop, a loss, a scammer at them once more. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.edge.asides.base import Payload, Turn
from bot.edge.asides.reminder_words import said_again
from bot.triage.stage import rank
from bot.triage.verdict import SUSPICIOUS
from db import reminders

_STOP = re.compile(
    "(?:别|不要|不用|莫)再?(?:来)?(?:联系|回访|打给|打电话给?|提醒)我?了?|退订|取消提醒|不想再?收到?"
    "|^(?:请|你们)?(?:别|不要|不用)再?(?:给我)?发(?:消息|信息|提醒)?(?:给我)?了?[。！!]*$|^[tT][dD]$"
)
_REAL = re.compile("骗|转了|转走|转出|汇了|付了|打钱|转账|报警")
MOST_STOP = 14  # characters; a longer text is a story


def asks_stop(turn: Turn) -> bool:
    """Say whether the message asks, in plain words, to be left alone."""
    text = turn.message.text
    return not turn.message.choice and len(text) <= MOST_STOP and _STOP.search(text) is not None


def tells_loss(text: str) -> bool:
    """Say whether words tell of a scam or a payment as well, so that they must not be swallowed."""
    return _REAL.search(text) is not None


def with_heard(turn: Turn, payload: Payload) -> Payload:
    """Return the answer with a record that the person wrote, and whether a scammer is at them again."""
    also: Callable[[Session], None] | None = payload.get("record")
    text = said_again() if _tells_scam(turn, payload) else ""
    typed = not turn.message.choice  # WeChat opens its 48 hours for a message, not for a button

    def record(session: Session) -> None:
        if also is not None:
            also(session)
        reminders.heard(session, turn.message.person, turn.now if typed else None, text, turn.now)

    return {**payload, "record": record}


def _tells_scam(turn: Turn, payload: Payload) -> bool:
    """Say whether the message itself raised an alarm: the old loss alone, remembered, is no news."""
    kind, after = (payload.get("read") or {}).get("kind"), payload.get("case") or {}
    if (payload.get("read") or {}).get("intent") != "scam":
        return False
    risen = rank(after.get("stage") or "none") > rank(turn.case.stage)
    return after.get("verdict") in SUSPICIOUS and (kind in ("urgent", "verdict") or risen)
