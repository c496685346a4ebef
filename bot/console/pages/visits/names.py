"""How the return visits call things, and what an outcome leads to. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.visits import DONE, DUE, POLICE, RESIDENT, STOPPED

SOURCES = {RESIDENT: "自己同意的居民", POLICE: "公安的名单"}
STATES = {DUE: "等着回访", DONE: "回访完了", STOPPED: "不再联系"}
ANSWERED, MISSED, REFUSED, AGAIN = "answered", "missed", "refused", "again"
RESULTS = {
    ANSWERED: "接通了，说上话了",
    MISSED: "没接",
    REFUSED: "不愿意，别再联系",
    AGAIN: "又遇到骗局，正在发生或刚发生",
}
SHORT = {ANSWERED: "接通", MISSED: "没接", REFUSED: "不愿意", AGAIN: "又遇到骗局"}
NEXTS = {"0": "不用再打了", "1": "明天", "7": "一周以后", "30": "一个月以后"}
MOST_MISSED = 3  # calls that nobody answered; more would be a nuisance


@dataclass(frozen=True)
class Outcome:
    """What to record.

    Attributes:
        text: the note, beginning with how it went.
        again: when to call again; None: never.
        stop: the number goes and is never taken up again.
        urgent: they are being defrauded now: say what to do at once.
    """

    text: str = ""
    again: datetime | None = None
    stop: bool = False
    urgent: bool = False
    wrong: str = ""


def outcome(result: str, note: str, days: str, missed: int, now: datetime) -> Outcome:
    """Read the form.

    Args:
        result: one of `RESULTS`.
        note: what was said, masked.
        days: one of `NEXTS`.
        missed: how often nobody answered before.
        now: current time.
    """
    if result not in RESULTS:
        return Outcome(wrong="请选一项。")
    text = f"{SHORT[result]}：{note}" if note else SHORT[result]
    if result == REFUSED:
        return Outcome(text, stop=True)
    again = now + timedelta(days=int(days)) if days in NEXTS and days != "0" else None
    if result == AGAIN:
        return Outcome(text, again=now + timedelta(days=1), urgent=True)
    if result == MISSED and missed + 1 >= MOST_MISSED:
        again = None
    return Outcome(text, again)
