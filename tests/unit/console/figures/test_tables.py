"""Figures as tables: in the right order, with the cases behind each line, and small numbers shown as small."""

from __future__ import annotations

from collections import Counter
from datetime import date
from urllib.parse import parse_qsl

import pytest

from bot.console.figures.asked import CUSTOM, Asked
from bot.console.figures.names import Names
from bot.console.figures.table import SHARE, shown
from bot.console.figures.tables import judged, rising_table, table, trends
from db.figures import Figures
from db.rising import trend

ASKED = Asked(CUSTOM, date(2026, 11, 12), date(2026, 11, 25))
NAMES = Names({"loan_fake": "虚假贷款"}, {"elderly": "老年人"}, {"k1": "柳河村委会"})
FOUND = Figures(
    matters=10,
    unsure=3,
    by={
        "day": Counter({"2026-11-12": 4, "2026-11-16": 5, "2026-11-25": 1}),
        "type": Counter({"": 6, "loan_fake": 3, "gone_type": 1}),
        "stage": Counter({"none": 9, "paid": 1}),
        "outcome": Counter({"": 8, "safe": 2}),
    },
    paid_by_day=Counter({"2026-11-16": 1}),
    unsure_by_day=Counter({"2026-11-12": 3}),
)


def test_by_type_the_nameless_last_and_an_unknown_one_as_it_is() -> None:
    one = table("type", FOUND, ASKED, NAMES)
    assert [row.cells[:2] for row in one.rows] == [("虚假贷款", 3), ("gone_type", 1), ("没对上类型", 6)]
    assert dict(parse_qsl(one.rows[0].query))["type"] == "loan_fake"
    assert dict(parse_qsl(one.rows[2].query))["type"] == "-"


def test_stages_stand_in_their_order() -> None:
    assert [row.label for row in table("stage", FOUND, ASKED, NAMES).rows] == ["钱已经转了", "只是听说，或已经拒绝"]


def test_weeks_begin_on_monday_none_is_left_out_and_each_leads_to_its_days() -> None:
    one = table("week", FOUND, ASKED, NAMES)
    assert [row.cells for row in one.rows] == [
        ("11月9日至11月15日", 4, 0, 3),
        ("11月16日至11月22日", 5, 1, 0),
        ("11月23日至11月29日", 1, 0, 0),
    ]
    first, last = dict(parse_qsl(one.rows[0].query)), dict(parse_qsl(one.rows[2].query))
    assert (first["since"], first["until"]) == ("2026-11-12", "2026-11-15")
    assert (last["since"], last["until"]) == ("2026-11-23", "2026-11-25")
    assert len(table("day", FOUND, ASKED, NAMES).rows) == 14


def test_outcomes_name_those_who_did_not_answer() -> None:
    rows = table("outcome", FOUND, ASKED, NAMES).rows
    assert {row.label: row.cells[1] for row in rows} == {"没转": 2, "已转": 0, "还在犹豫": 0, "没有回答": 8}


@pytest.mark.parametrize(
    ("this_week", "four_weeks", "said"),
    [
        (2, 1, "太少"),
        (12, 0, "新冒出来的"),
        (20, 12, "在涨，不像是碰巧"),
        (5, 20, "可能是碰巧"),
        (1, 60, "在降，不像是碰巧"),
    ],
)
def test_how_a_trend_is_to_be_read(this_week: int, four_weeks: int, said: str) -> None:
    assert said in judged(trend("x", this_week, four_weeks))


def test_what_rises_stands_first_and_what_is_few_after_it() -> None:
    now = Figures(by={"type": Counter({"few": 3, "up": 30, "": 5})})
    before = Figures(by={"type": Counter({"up": 20, "": 50})})
    rows = rising_table(trends(now, before), ASKED, NAMES).rows
    assert [row.label for row in rows] == ["up", "few"]
    assert rows[1].cells[3] is None


@pytest.mark.parametrize(
    ("cell", "told"), [(0.004, "不到1%"), (0.999, "99%以上"), (0.5, "50%"), (0.0, "0%"), (1.0, "100%"), (None, "—")]
)
def test_a_share_is_never_rounded_to_nothing_or_all(cell: float | None, told: str) -> None:
    assert shown(cell, SHARE) == told
