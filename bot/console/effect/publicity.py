"""Scans, drills and quizzes as tables, by township, place and group. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields

from bot.console.effect.said import Portion, apart, changed, number, share_words
from bot.console.figures.names import Names
from bot.console.figures.table import COUNT, Column, Row, Table
from db.taking_part import GOOD, Took

TITLES = {"township": "乡镇街道", "place": "地点", "group": "人群"}
SEEN_THROUGH, KNOWING = "识破骗子的", f"看对{GOOD}题以上的"


@dataclass(frozen=True)
class Sum:
    """What comes of many counts."""

    scans: int = 0
    begun: int = 0
    won: int = 0
    lost: int = 0
    quizzes: int = 0
    good: int = 0

    def __add__(self, other: Sum) -> Sum:
        """Return both together."""
        return Sum(*(mine + more for mine, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def finished(self) -> int:
        """Return how many drills came to their end."""
        return self.won + self.lost

    @property
    def any(self) -> bool:
        """Say whether there is anything to show."""
        return any(astuple(self))

    @property
    def seen_through(self) -> Portion:
        """Return the drills in which the person saw through it, of those that came to their end."""
        return Portion(self.won, self.finished)

    @property
    def knowing(self) -> Portion:
        """Return the quizzes with many right; quizzes, not answers: the ten answers of one person hang together."""
        return Portion(self.good, self.quizzes)


_COUNTED = tuple(field.name for field in fields(Sum))


def _sum(one: Took) -> Sum:
    return Sum(*(getattr(one, name) for name in _COUNTED))


def all_of(found: Iterable[Took]) -> Sum:
    """Return everything together."""
    return sum((_sum(one) for one in found), Sum())


def by(what: str, found: Iterable[Took]) -> dict[str, Sum]:
    """Return the sums by township, place or group; the most first and what is not known last."""
    sums: dict[str, Sum] = {}
    for one in found:
        key = getattr(one, what)
        sums[key] = sums.get(key, Sum()) + _sum(one)
    kept = [(key, each) for key, each in sums.items() if each.any]
    return dict(sorted(kept, key=lambda one: (not one[0], -one[1].scans, -one[1].finished, one[0])))


def publicity_table(what: str, now: Iterable[Took], before: Iterable[Took], names: Names, since: str) -> Table:
    """Return a table.

    Args:
        what: township, place or group.
        now: counts of the period.
        before: counts of the period of the same length before it.
        names: of what is counted.
        since: the period before, as people say it: 前4周.
    """
    old = by(what, before)
    rows = tuple(_row(names.of(what, key), one, old.get(key, Sum())) for key, one in by(what, now).items())
    columns = (
        Column(TITLES[what]),
        Column("扫海报", COUNT),
        Column(f"和{since}比"),
        Column("开始演练", COUNT),
        Column("做完演练", COUNT),
        Column(SEEN_THROUGH),
        Column("做完测验", COUNT),
        Column(KNOWING),
    )
    return Table(what, f"分{TITLES[what]}", columns, rows)


def _row(name: str, one: Sum, old: Sum) -> Row:
    return Row(
        (
            name,
            number(one.scans),
            changed(one.scans, old.scans),
            number(one.begun),
            number(one.finished),
            share_words(one.seen_through),
            number(one.quizzes),
            share_words(one.knowing),
        )
    )


def whole_table(now: Sum, before: Sum, since: str) -> Table:
    """Return everything together beside the period before."""
    lines = (
        ("扫海报", now.scans, before.scans),
        ("开始演练", now.begun, before.begun),
        ("做完演练", now.finished, before.finished),
        ("做完测验", now.quizzes, before.quizzes),
    )
    rows = tuple(Row((name, number(new), number(old), changed(new, old))) for name, new, old in lines)
    columns = (Column("项目（次）"), Column("这段时间", COUNT), Column(since, COUNT), Column("怎么看"))
    return Table("whole", "全部加在一起", columns, rows)


def pair_table(names: tuple[str, str], sums: tuple[Sum, Sum], paid: tuple[Portion, Portion]) -> Table:
    """Return two townships beside each other: shares only, for they have not as many people nor as many posters.

    Args:
        names: of the two.
        sums: scans, drills and quizzes of each.
        paid: of what each asked, where the money was gone.
    """
    one, other = sums
    lines: Mapping[str, tuple[Portion, Portion]] = {
        f"演练里{SEEN_THROUGH}": (one.seen_through, other.seen_through),
        f"测验里{KNOWING}": (one.knowing, other.knowing),
        "来问的里钱已经转了的": paid,
    }
    rows = tuple(
        Row((name, share_words(first), share_words(second), apart(first, second, names)))
        for name, (first, second) in lines.items()
    )
    columns = (Column("比例"), Column(names[0]), Column(names[1]), Column("怎么看"))
    return Table("pair", f"{names[0]}和{names[1]}", columns, rows)
