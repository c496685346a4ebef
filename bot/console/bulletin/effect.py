"""What publicity does, as far as it can be counted: scans, drills, quizzes, and what is asked later. Pure.

Honest about small numbers: under five nothing but that is said, and a share comes with Wilson's interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.console.figures.names import Names
from bot.console.figures.table import Column, Row, Table
from db.figures import Figures
from db.posters import Scans
from db.taking_part import TookPart

FEW = 5
LESS_THAN_FEW = f"不足{FEW}"
_Z = 1.96  # of 95 percent


def small(number: int) -> str:
    """Return a number as it may be shown: nothing, less than five, or as it is."""
    return LESS_THAN_FEW if 0 < number < FEW else f"{number:,}"


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 percent interval of a share.

    Raises:
        ValueError: of nothing there is no share.
    """
    if whole < 1 or not 0 <= part <= whole:
        raise ValueError("a share needs a whole")
    share, more = part / whole, _Z * _Z / whole
    middle = (share + more / 2) / (1 + more)
    half = _Z / (1 + more) * sqrt(share * (1 - share) / whole + more / (4 * whole))
    return max(0.0, middle - half), min(1.0, middle + half)


def share_words(part: int, whole: int) -> str:
    """Return a share with how sure it is, in words; of few people none is given."""
    if whole < FEW:
        return "人太少，不算比例"
    low, high = wilson(part, whole)
    return f"{part / whole:.0%}（{low:.0%}到{high:.0%}之间）"


def scanned(found: Sequence[Scans], asked: Mapping[str, int], paid: Mapping[str, int], by: str, names: Names) -> Table:
    """Return scans beside what was asked afterwards, by township or group.

    Args:
        found: scans of the period.
        asked: matters of the period by the same thing.
        paid: of them, where the money was gone.
        by: township or group.
        names: of townships and groups.
    """
    scans = Counter[str]()
    for one in found:
        scans[getattr(one, by)] += one.scans
    keys = sorted(
        {*scans, *(key for key, number in asked.items() if number)}, key=lambda one: (not one, -scans[one], one)
    )
    rows = tuple(
        Row(
            (
                names.of(by, key),
                small(scans[key]),
                small(asked.get(key, 0)),
                share_words(paid.get(key, 0), asked.get(key, 0)),
            )
        )
        for key in keys
    )
    title = {"township": "乡镇街道", "group": "人群"}[by]
    columns = (Column(title), Column("扫海报（次）"), Column("来问的（件）"), Column("其中钱已经转了"))
    return Table(f"effect_{by}", f"扫码和来问的，分{title}", columns, rows)


def taken_lines(total: int, taken: TookPart) -> tuple[str, ...]:
    """Return how many scanned and took part, in sentences."""
    lines = [f"海报二维码被打开 {small(total)} 次（同一个人扫两次算两次）。"]
    if taken.drills is not None:
        lines.append(f"做完的演练 {small(taken.drills)} 次。")
    if taken.quiz_answers:
        lines.append(f"小测验答对的占 {share_words(taken.quiz_right or 0, taken.quiz_answers)}。")
    return (*lines, f"不到 {FEW} 的只写“{LESS_THAN_FEW}”。扫的人多、来问的人变了，不等于是海报的作用，只供参考。")


@dataclass(frozen=True)
class Effect:
    """The part of a bulletin about publicity."""

    lines: tuple[str, ...]
    tables: tuple[Table, ...]


def effect(found: Sequence[Scans], taken: TookPart, this: Figures, paid: Figures, names: Names) -> Effect:
    """Put that part together.

    Args:
        found: scans of the week.
        taken: drills and quizzes of the week.
        this: the figures of the week.
        paid: of them, where the money was gone.
        names: of townships and groups.
    """
    tables = tuple(scanned(found, this.by.get(by, {}), paid.by.get(by, {}), by, names) for by in ("township", "group"))
    return Effect(taken_lines(sum(one.scans for one in found), taken), tuple(one for one in tables if one.rows))
