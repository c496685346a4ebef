"""What works is told with how sure it is, and small numbers as small."""

from __future__ import annotations

from bot.console.bulletin.effect import NO_CAUSE, effect
from bot.console.figures.names import Names
from db.figures import Figures
from db.taking_part import Took


def test_everything_stands_beside_what_was_asked_and_small_numbers_are_small() -> None:
    now = [
        Took("柳河镇", "p1", "elderly", scans=40),
        Took("柳河镇", "k1", "elderly", begun=20, won=9, lost=3),
        Took(scans=2),
    ]
    this = Figures(by={"township": {"柳河镇": 20, "城东街道": 4, "": 3}, "group": {"elderly": 12}})
    made = effect(now, [Took("柳河镇", scans=9)], this, Names())
    assert [row.cells for row in made.tables[0].rows] == [
        ("柳河镇", 40, 12, 0, 20),
        ("城东街道", 0, 0, 0, 4),
        ("不知道在哪", "不到10", 0, 0, 3),
    ]
    assert made.lines == (
        "海报二维码被打开 42 次，上周 不到10次：可能是真的变多了。",
        "演练做完 12 次，上周 0 次：可能是真的变多了。识破骗子的占 75%（47%到91%之间）。",
        "小测验做完 0 次，上周 0 次：数目太小，看不出差别。",
        NO_CAUSE,
    )


def test_a_week_without_anything_has_no_tables_and_no_shares() -> None:
    made = effect([], [], Figures(), Names())
    assert made.tables == ()
    assert not [line for line in made.lines if "%" in line]
