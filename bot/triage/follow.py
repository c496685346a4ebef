"""What to say to what people say in the middle of a talk: "那怎么办", "她不听", "不是骗子"."""

from __future__ import annotations

from bot.triage.case import Case
from bot.triage.reading import NONE, SHORT_TALK, Reading
from bot.triage.verdict import ALARM, SUSPECT

TOLD = frozenset({"next", "case", "family", "report", "type", "again"})
_KINDS = {
    "what_now": "what_now",
    "wont_listen": "persuade",
    "disagree": "disagree",
    "repeat": "repeat",
    "my_record": "record",
}
# what is asked in so many words, the more particular before the more general
_ASKED = (
    ("ask_record", "my_record"),
    ("ask_report", "report"),
    ("ask_family", "family"),
    ("ask_case", "case"),
    ("ask_again", "again"),
    ("ask_next", "next"),
    ("ask_type", "type"),
    ("ask_repeat", "repeat"),
    ("ask_now", "what_now"),
)
Answer = tuple[str, str]  # kind and detail of a step
_SMALL: tuple[tuple[str, Answer], ...] = (
    ("ask_who", ("smalltalk", "who_are_you")),
    ("ask_human", ("service", "human")),
    ("bye", ("smalltalk", "bye")),
    ("thanks", ("thanks", "")),
)


def has_matter(case: Case) -> bool:
    """Say whether anything was told that a talk can go on with."""
    return case.verdict != NONE or case.stage == "paid"


def talk_intent(case: Case) -> str:
    """Return the final intent of a message that continues a matter, or only the talk where there is none."""
    return "scam" if has_matter(case) else "follow_up"


def follow_up(case: Case, topic: str) -> Answer:
    """Return (kind, detail) of the step that answers a message without a story.

    Args:
        case: what is known.
        topic: of the intent `follow_up`, empty where none was found.
    """
    if topic in TOLD:
        return "tell", topic
    if topic == "stopped" and case.stage != "paid":
        return "stop", "done"
    if topic == "undecided" or (topic == "disagree" and not has_matter(case)):
        return "continue", ""
    if not has_matter(case):
        return _KINDS.get(topic, "continue"), ""
    return _KINDS.get(topic, "what_now"), ""


def asked(before: Case, reading: Reading) -> Answer | None:
    """Return the answer to a question about the matter at hand that is asked in plain words.

    Args:
        before: the case before the message.
        reading: the message.
    """
    if "ask_record" in reading.moves and "delete" not in reading.moves:
        return "record", ""
    if not has_matter(before) or len(reading.text) > SHORT_TALK:
        return None
    if "destroy" in reading.moves:
        return "keep_evidence", ""
    topic = next((topic for move, topic in _ASKED if move in reading.moves), "")
    if "afraid" in reading.moves and topic != "report":
        return "afraid", ""
    return follow_up(before, topic) if topic else None


def contested(before: Case, reading: Reading) -> Answer | None:
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


def small_talk(reading: Reading) -> Answer | None:
    """Return the answer to who are you, a person please, thanks and goodbye, said in plain words and short."""
    if len(reading.text) > SHORT_TALK or reading.mentions:
        return None
    return next((answer for move, answer in _SMALL if move in reading.moves), None)
