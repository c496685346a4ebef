"""What is said on a return visit: approved words by type and time passed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.visits.told import days_since, told
from db.knowledge import Knowledge

SOON, MONTH = timedelta(days=14), timedelta(days=60)


@dataclass(frozen=True)
class Words:
    """The call in order; `always` may never be left out.

    Attributes:
        opening: who is calling.
        by_time: how they are, by how long ago it was.
        by_type: what to ask, by the kind of scam.
        by_person: what fits type, group and time, as a reminder in WeChat says it.
        always: what a visit never asks for, and the second scam.
        closing: how it ends.
    """

    opening: str
    by_time: str
    by_type: tuple[str, ...]
    by_person: tuple[str, ...]
    always: tuple[str, ...]
    closing: str


def words(knowledge: Knowledge, type_id: str, since: datetime | None, now: datetime, group: str = "") -> Words:
    """Return what to say.

    Args:
        knowledge: the words as they are published.
        type_id: the scam, empty where it is not known.
        since: when it was, as far as is known.
        now: current time.
        group: the group of the person, empty where it is not known.
    """
    script = knowledge.scripts.get(type_id)
    by_type = [_text(knowledge, f"visit_say_{script.family}")] if script else [_text(knowledge, "visit_say_unknown")]
    if script and script.words.get("implicates"):
        by_type.append(_text(knowledge, "visit_say_afraid"))
    fit = told(script.family if script else "", group, days_since(since, now))
    by_person = tuple(_text(knowledge, name) for name in fit.lines)
    return Words(
        _text(knowledge, "visit_say_opening"),
        _text(knowledge, f"visit_say_{_passed(since, now)}"),
        tuple(by_type),
        tuple(text for text in by_person if text not in by_type),
        (_text(knowledge, "visit_say_never"), _text(knowledge, "visit_say_second")),
        _text(knowledge, "visit_say_closing"),
    )


def urgent(knowledge: Knowledge) -> tuple[str, ...]:
    """Return what to say at once to somebody who is being defrauded again."""
    return tuple(_text(knowledge, name) for name in ("visit_say_again", "urgent_paying", "visit_say_paid"))


def _passed(since: datetime | None, now: datetime) -> str:
    if since is None:
        return "first"
    if now - since <= SOON:
        return "soon"
    return "month" if now - since <= MONTH else "later"


def _text(knowledge: Knowledge, name: str) -> str:
    """Return a wording.

    Raises:
        KeyError: it is not in the knowledge base; `python -m bot prepare` loads it.
    """
    return str(knowledge.wordings[name]["text"])
