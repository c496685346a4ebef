"""Knows the two urgent entries, tapped or written. Pure."""

from __future__ import annotations

from bot.triage.case import Choice
from bot.triage.choices import find_choice
from db.knowledge import Knowledge

ENTRIES = (("paid", "choice_paid"), ("paying", "choice_paying"))
_PREFIX = "urgent:"
_LABELS = {"choice_paid": "钱已经转出去了", "choice_paying": "正在催我转钱"}
_NO_NUMBER = -1  # "1" is an answer to whatever was offered last


def urgent_entry(text: str, choice: str, knowledge: Knowledge | None) -> str:
    """Return "paid" or "paying" where a message is one of the two entries, otherwise nothing.

    Args:
        text: of the message.
        choice: of the message.
        knowledge: the words; without them the entries' first names are known.
    """
    if choice:
        entry = choice.removeprefix(_PREFIX)
        return entry if choice.startswith(_PREFIX) and entry in dict(ENTRIES) else ""
    wordings = knowledge.wordings if knowledge else {}
    listed = (
        Choice(_NO_NUMBER, entry, label)
        for entry, wording in ENTRIES
        for label in {_LABELS[wording], str(wordings.get(wording, {}).get("text") or "")}
        if label
    )
    return find_choice(text, tuple(listed))
