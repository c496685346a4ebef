"""Which matters a page is about: the period and what narrows it, as the address says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from db.where import Where

TODAY, WEEK, MONTH, CUSTOM = "today", "7", "30", "custom"
PERIODS = ((TODAY, "今天"), (WEEK, "最近7天"), (MONTH, "最近30天"), (CUSTOM, "自己选"))
_DAYS = {TODAY: 1, WEEK: 7, MONTH: 30}
NARROW = ("channel", "township", "village", "place", "type", "group", "stage", "verdict", "outcome")
EMPTY = "-"  # in the address: those that have none
LONGEST = 3 * 366  # days
_MOST_CHARACTERS = 60


@dataclass(frozen=True)
class Asked:
    """What a page is about.

    Attributes:
        narrow: what must be so, by name; an empty value means those that have none.
        unsure: only where the assistant was unsure.
    """

    period: str
    since: date
    until: date
    narrow: Mapping[str, str] = field(default_factory=dict)
    unsure: bool = False

    def where(self) -> Where:
        """Return it as the database takes it."""
        return Where(self.since, self.until, unsure=self.unsure, **self.narrow)

    def query(self, **more: str) -> str:
        """Return it as a query for an address, with more that must be so."""
        unsure = {"unsure": "1"} if self.unsure else {}
        days = {"since": self.since.isoformat(), "until": self.until.isoformat()} if self.period == CUSTOM else {}
        narrow = {name: value or EMPTY for name, value in self.narrow.items()}
        return urlencode({"period": self.period, **days, **narrow, **unsure, **more})

    def within(self, since: date, until: date) -> Asked:
        """Return the same for other days."""
        return replace(self, period=CUSTOM, since=since, until=until)

    @property
    def days(self) -> int:
        """Return how many days the period has."""
        return (self.until - self.since).days + 1

    @property
    def words(self) -> str:
        """Return the period as people say it."""
        if self.days == 1:
            return f"{self.since.month}月{self.since.day}日"
        years = self.since.year != self.until.year
        begin = f"{self.since.year}年" if years else ""
        end = f"{self.until.year}年" if years else ""
        return f"{begin}{self.since.month}月{self.since.day}日至{end}{self.until.month}月{self.until.day}日"


def asked_of(query: Mapping[str, str], today: date) -> Asked:
    """Read an address; what makes no sense there is as if it were not said."""
    period = query.get("period", WEEK)
    since, until = _days(period, query, today)
    if since is None or until is None:
        period, since, until = WEEK, today - timedelta(days=6), today
    narrow = {}
    for name in NARROW:
        value = query.get(name, "")[:_MOST_CHARACTERS]
        if value:
            narrow[name] = "" if value == EMPTY else value
    return Asked(period, since, until, narrow, query.get("unsure") == "1")


def _days(period: str, query: Mapping[str, str], today: date) -> tuple[date | None, date | None]:
    if period in _DAYS:
        return today - timedelta(days=_DAYS[period] - 1), today
    since, until = _day(query.get("since", "")), _day(query.get("until", "")) or today
    if period != CUSTOM or since is None:
        return None, None
    since, until = min(since, until), max(since, until)
    return max(since, until - timedelta(days=LONGEST)), until


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2020 <= found.year <= 2200 else None
