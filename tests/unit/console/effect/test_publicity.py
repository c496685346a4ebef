"""Counts of places and groups are put together once each."""

from __future__ import annotations

from bot.console.effect.publicity import Sum, all_of, by, pair_table, publicity_table, whole_table
from bot.console.effect.said import MORE, NO_DIFFERENCE, NO_SHARE, Portion
from bot.console.figures.names import Names
from db.taking_part import Took

NOW = [
    Took("柳河镇", "p1", "elderly", scans=30),
    Took("柳河镇", "k1", "", begun=20, won=8, lost=4),
    Took("城东街道", "k2", "student", quizzes=9, good=9),
    Took("", "", "student", scans=5),
]


def test_each_count_is_in_one_row_of_every_table() -> None:
    for what in ("township", "place", "group"):
        assert sum(by(what, NOW).values(), Sum()) == all_of(NOW) == Sum(35, 20, 8, 4, 9, 9)
    assert list(by("township", NOW)) == ["柳河镇", "城东街道", ""]


def test_a_row_says_no_share_of_few() -> None:
    made = publicity_table("township", NOW, [Took("柳河镇", scans=6)], Names(), "前4周")
    assert made.rows[0].cells == ("柳河镇", 30, MORE, 20, 12, "67%（39%到86%之间）", 0, "—")
    assert made.rows[1].cells == ("城东街道", 0, NO_DIFFERENCE, 0, 0, "—", "不到10", NO_SHARE)
    assert made.rows[2].cells[0] == "不知道在哪"
    assert whole_table(all_of(NOW), Sum(), "前4周").rows[0].cells == ("扫海报", 35, 0, MORE)


def test_two_townships_are_compared_by_shares_alone() -> None:
    sums = (Sum(scans=500, won=56, lost=14), Sum(scans=20, won=48, lost=32))
    made = pair_table(("柳河镇", "城东街道"), sums, (Portion(1, 9), Portion(30, 60)))
    assert [row.cells[-1] for row in made.rows] == ["柳河镇可能真的高一些", NO_DIFFERENCE, NO_DIFFERENCE]
    assert "500" not in str(made)
