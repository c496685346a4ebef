"""Which weeks a bulletin compares. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.console.figures.asked import CUSTOM, Asked
from bot.console.figures.tables import monday
from db.rising import WEEKS_BEFORE

WEEK = timedelta(weeks=1)
OFFERED = 12


@dataclass(frozen=True)
class Weeks:
    """The week of the bulletin, the one before, and the four before."""

    this: Asked
    last: Asked
    four: Asked

    @property
    def key(self) -> str:
        """Return the week as it stands in an address: its Monday."""
        return self.this.since.isoformat()


def weeks(chosen: str, today: date) -> Weeks:
    """Return the weeks to compare.

    Args:
        chosen: the Monday of a whole week; anything else means the last whole week.
        today: the day in China.
    """
    begin = next((day for day in offered(today) if day.isoformat() == chosen), offered(today)[0])
    this = Asked(CUSTOM, begin, begin + WEEK - timedelta(days=1))
    before = begin - timedelta(days=1)
    return Weeks(this, this.within(begin - WEEK, before), this.within(begin - WEEKS_BEFORE * WEEK, before))


def named(begin: date) -> str:
    """Return a week as people say it."""
    return Asked(CUSTOM, begin, begin + WEEK - timedelta(days=1)).words


def offered(today: date) -> list[date]:
    """Return the Mondays of the last whole weeks, the latest first."""
    return [monday(today) - n * WEEK for n in range(1, OFFERED + 1)]
