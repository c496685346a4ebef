"""What to say to what people say in the middle of a talk: "那怎么办", "她不听", "不是骗子"."""

from __future__ import annotations

from bot.triage.case import Case
from bot.triage.reading import NONE, Reading
from bot.triage.verdict import ALARM, SUSPECT

TOLD = frozenset({"next", "case", "family", "report", "type", "again"})
_KINDS = {
    "what_now": "what_now",
    "wont_listen": "persuade",
    "disagree": "disagree",
    "repeat": "repeat",
    "my_record": "record",
}


def talk_intent(case: Case) -> str:
    """Return the final intent of a message that continues a matter, or only the talk where there is none."""
    return "scam" if case.verdict != NONE or case.stage == "paid" else "follow_up"


def follow_up(case: Case, topic: str) -> tuple[str, str]:
    """Return (kind, detail) of the step that answers a message without a story.

    Args:
        case: what is known.
        topic: of the intent `follow_up`.
    """
    if topic in TOLD:
        return "tell", topic
    if topic == "stopped" and case.stage != "paid":
        return "stop", "done"
    return _KINDS.get(topic, "continue"), ""


def contested(before: Case, reading: Reading) -> tuple[str, str] | None:
    """Return the step for "he is no scammer" and "she will not listen", once there was a verdict.

    Args:
        before: the case before the message.
        reading: the message, which may tell more of the story besides.
    """
    if before.verdict not in (SUSPECT, ALARM) or not before.said:
        return None
    if "wont_listen" in reading.moves:
        return "persuade", ""
    return ("disagree", "") if "disagree" in reading.moves else None
