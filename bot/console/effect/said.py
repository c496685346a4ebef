"""How a figure of publicity is said: small numbers as small, shares with how sure they are, never a cause. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from db.chance import difference, wilson
from db.drills import FEWEST

LESS = f"不到{FEWEST}"
NO_SHARE = f"{LESS}，不算比例"
NO_DIFFERENCE = "数目太小，看不出差别"
SAME, CHANCE = "一样多", "有差别，可能只是碰巧"
MORE, FEWER = "可能是真的变多了", "可能是真的变少了"


@dataclass(frozen=True)
class Portion:
    """Some of many."""

    part: int
    whole: int


def number(count: int) -> str | int:
    """Return a count as it may be shown: none, fewer than ten, or as it is."""
    return LESS if 0 < count < FEWEST else count


def times(count: int, unit: str) -> str:
    """Return a count with its unit, in a sentence."""
    return f"{LESS}{unit}" if 0 < count < FEWEST else f"{count:,} {unit}"


def share_words(one: Portion) -> str:
    """Return a share with its 95 percent interval; of few people none is given."""
    if one.whole < FEWEST:
        return NO_SHARE if one.whole else "—"
    low, high = wilson(one.part, one.whole)
    return f"{one.part / one.whole:.0%}（{low:.0%}到{high:.0%}之间）"


def changed(now: int, before: int) -> str:
    """Return whether two periods of the same length differ.

    Given the sum of both, the share of one is binomial, one half if nothing changed: the same as in `db/rising.py`.
    """
    if now + before < FEWEST:
        return NO_DIFFERENCE
    if now == before:
        return SAME
    low, high = wilson(now, now + before)
    return MORE if low > 0.5 else FEWER if high < 0.5 else CHANCE


def apart(one: Portion, other: Portion, names: tuple[str, str]) -> str:
    """Return whether two shares differ, by the names of whose they are."""
    if min(one.whole, other.whole) < FEWEST:
        return NO_DIFFERENCE
    low, high = difference((one.part, one.whole), (other.part, other.whole))
    if low > 0:
        return f"{names[0]}可能真的高一些"
    return f"{names[1]}可能真的高一些" if high < 0 else "看不出差别，可能只是碰巧"
