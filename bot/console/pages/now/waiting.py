"""Calls as the duty desk reads them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.call_desk import Asked

OUTCOMES = {
    "stopped": "通上话了，钱没有转",
    "reported": "通上话了，已经打110报案",
    "other": "通上话了，别的情况",
    "on_site": "人到现场了",
    "no_answer": "打了几次，没人接",
    "wrong_number": "号码不对",
}


@dataclass(frozen=True)
class Board:
    """Everything that is not done: who waits, and who is being called by whom."""

    waiting: tuple[Asked, ...]
    taken: tuple[Asked, ...]
    now: datetime

    @property
    def mark(self) -> str:
        """Return what changes when the page must be drawn anew, not only its seconds."""
        free = (f"{one.id}{'!' if one.late else ''}{'t' if one.told else ''}" for one in self.waiting)
        return ",".join([*free, *(f"{one.id}:{one.officer}" for one in self.taken)])

    @property
    def late(self) -> int:
        """Return how many wait for more than five minutes."""
        return sum(one.late for one in self.waiting)

    def seconds(self, one: Asked) -> int:
        """Return for how long one waits."""
        return max(0, int((self.now - one.asked_at).total_seconds()))


def board(calls: Sequence[Asked], now: datetime) -> Board:
    """Sort the calls, each part the longest waiting first."""
    waiting = tuple(one for one in calls if not one.officer)
    return Board(waiting, tuple(one for one in calls if one.officer), now)


def lasted(seconds: int) -> str:
    """Return a time as people say it."""
    if seconds < 60:
        return f"{seconds} 秒"
    if seconds < 3600:
        return f"{seconds // 60} 分 {seconds % 60} 秒"
    return f"{seconds // 3600} 小时 {seconds % 3600 // 60} 分"
