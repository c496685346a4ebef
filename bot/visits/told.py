"""Which approved wordings fit a person's type, group and the time passed; for a reminder and for a call alike. Pure.

In the first days it is the report and the evidence, after a week or two the second scam in the
dress that fits the first, after a month how they are, and that the same people may come back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SOON, WEEKS, MONTH = "soon", "weeks", "month"
FIRST_DAYS, FIRST_WEEKS = 5, 20  # the last day of each
ELDER, MINOR, STUDENT, ADULT = "elder", "minor", "student", "adult"
_AUDIENCES = {"elderly": ELDER, "left_behind_elderly": ELDER, "minor": MINOR, "student": STUDENT}
APP, CHAT, ORDER, PAPER, CARD = "app", "chat", "order", "paper", "card"
# what is left of a scam and the police can use
EVIDENCE = {
    **dict.fromkeys(("brushing", "loan", "invest", "service", "device"), APP),
    **dict.fromkeys(("romance", "acquaintance", "authority", "crisis"), CHAT),
    **dict.fromkeys(("shopping", "game", "prize"), ORDER),
    **dict.fromkeys(("job", "school", "health"), PAPER),
    "account": CARD,
}
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Told:
    """What to say, by wording id.

    Attributes:
        lines: in order.
        elder: say the form for old people, where a wording has one.
    """

    lines: tuple[str, ...]
    elder: bool


def told(family: str, group: str, days: int | None, implicates: bool = False) -> Told:
    """Return what to say.

    Args:
        family: the family of the scam, empty where the type is not known.
        group: the group of the person, empty where it is not known.
        days: since they told of it; None where nobody knows.
        implicates: the scam had them do something that they fear to tell.
    """
    audience = _AUDIENCES.get(group, ADULT)
    kind = family if family in EVIDENCE else UNKNOWN
    by_group = {
        SOON: f"visit_tell_soon_{audience}",
        WEEKS: f"visit_tell_weeks_{audience}",
        MONTH: f"visit_tell_month_{audience}",
    }
    by_type = {
        SOON: f"visit_tell_keep_{EVIDENCE.get(kind, CHAT)}",
        WEEKS: f"visit_tell_second_{kind}",
        MONTH: f"visit_say_{kind}",
    }
    passed = stage(days)
    lines = (by_group[passed], by_type[passed])
    return Told((*lines, "visit_say_afraid") if implicates else lines, audience == ELDER)


def stage(days: int | None) -> str:
    """Return how long ago it is; where nobody knows, the second scam is what must be said."""
    if days is None:
        return WEEKS
    if days <= FIRST_DAYS:
        return SOON
    return WEEKS if days <= FIRST_WEEKS else MONTH


def days_since(since: datetime | None, now: datetime) -> int | None:
    """Return the whole days since then."""
    return None if since is None else max((now - since).days, 0)
