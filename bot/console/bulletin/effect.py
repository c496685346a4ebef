"""What publicity did in a week, for the bulletin: a few sentences, and what came of townships and groups. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.console.effect.publicity import KNOWING, SEEN_THROUGH, TITLES, Sum, all_of, by
from bot.console.effect.said import LESS, changed, number, share_words, times
from bot.console.figures.names import Names
from bot.console.figures.table import COUNT, Column, Row, Table
from db.drills import FEWEST
from db.figures import Figures
from db.taking_part import Took

NO_CAUSE = f"不到 {FEWEST} 的只写“{LESS}”，不算比例。扫的人多、来问的人变了，不等于是海报或演练的作用，只供参考。"


@dataclass(frozen=True)
class Effect:
    """The part of a bulletin about publicity."""

    lines: tuple[str, ...]
    tables: tuple[Table, ...]


def effect(now: Sequence[Took], before: Sequence[Took], this: Figures, names: Names) -> Effect:
    """Put that part together.

    Args:
        now: scans, drills and quizzes of the week.
        before: of the week before.
        this: the figures of the week.
        names: of townships and groups.
    """
    tables = tuple(_table(what, now, this.by.get(what, {}), names) for what in ("township", "group"))
    return Effect(_lines(all_of(now), all_of(before)), tables if all_of(now).any else ())


def _lines(now: Sum, before: Sum) -> tuple[str, ...]:
    """Return how many took part, in sentences."""
    compared = [("海报二维码被打开", now.scans, before.scans), ("演练做完", now.finished, before.finished)]
    compared.append(("小测验做完", now.quizzes, before.quizzes))
    scans, drills, quizzes = (
        f"{what} {times(new, '次')}，上周 {times(old, '次')}：{changed(new, old)}。" for what, new, old in compared
    )
    drills += f"{SEEN_THROUGH}占 {share_words(now.seen_through)}。" if now.finished >= FEWEST else ""
    quizzes += f"{KNOWING}占 {share_words(now.knowing)}。" if now.quizzes >= FEWEST else ""
    return (scans, drills, quizzes, NO_CAUSE)


def _table(what: str, now: Sequence[Took], asked: Mapping[str, int], names: Names) -> Table:
    found = by(what, now)
    others = sorted(key for key, count in asked.items() if count and key not in found)
    keys = sorted([*found, *others], key=lambda one: not one)  # what is not known comes last
    rows = tuple(_row(names.of(what, key), found.get(key, Sum()), asked.get(key, 0)) for key in keys)
    title = TITLES[what]
    counted = ("扫海报", "做完演练", "做完测验", "来问的")
    columns = (Column(title), *(Column(name, COUNT) for name in counted))
    return Table(f"effect_{what}", f"扫码、演练、测验（次）和来问的（件），分{title}", columns, rows)


def _row(name: str, one: Sum, asked: int) -> Row:
    return Row((name, number(one.scans), number(one.finished), number(one.quizzes), asked))
