"""Which time the page of publicity is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.console.figures.asked import CUSTOM, Asked

PERIODS = {"4": "最近4周", "12": "最近12周"}


@dataclass(frozen=True)
class Period:
    """Whole weeks up to today, and as many before them."""

    key: str
    now: Asked
    before: Asked

    @property
    def weeks(self) -> int:
        """Return how many weeks it has."""
        return int(self.key)

    @property
    def before_words(self) -> str:
        """Return how the time before it is called."""
        return f"前{self.key}周"


def period_of(key: str, today: date) -> Period:
    """Return the period that was chosen, the shortest for anything else."""
    key = key if key in PERIODS else next(iter(PERIODS))
    length = timedelta(weeks=int(key))
    now = Asked(CUSTOM, today - length + timedelta(days=1), today)
    return Period(key, now, now.within(now.since - length, now.until - length))
