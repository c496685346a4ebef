"""Figures: counted once, by everything staff ask for, with the matters behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from db import places, retention
from db.matters import matters, messages_of
from db.places import Spot
from db.rising import rising, trend
from db.statistics import BY, Count, by_day, counts, totals
from db.where import Where
from tests.unit.db.test_assessments import NOW, STORY, say

TODAY = date(2026, 11, 26)
ALL = Where(date(2026, 1, 1), TODAY)


@pytest.fixture
def asked(engine: Engine) -> Engine:
    """Return a database of six matters, one of them a mere greeting, on three days."""
    places.load(
        engine, [Spot("k1", "kiosk", "柳河村委会", "柳河镇", "柳河村"), Spot("p1", "poster", "集市", "柳河镇", "")]
    )
    say(engine, replace(STORY, place="k1", channel="kiosk"), person="a")
    say(engine, replace(STORY, place="p1", stage="paid"), person="b", now=NOW - timedelta(days=1))
    say(engine, replace(STORY, type="loan_fake", group="student", doubt="unlikely"), person="c")
    say(engine, replace(STORY, type="", verdict="unclear", doubt="unsure"), person="d", now=NOW - timedelta(days=8))
    say(engine, replace(STORY, type="loan_fake"), person="e", now=NOW - timedelta(days=8))
    say(engine, replace(STORY, told=False, type="", verdict="none"), person="f")
    say(engine, STORY, person="a")  # the same matter again
    return engine


def _of(engine: Engine, by: str, where: Where = ALL) -> dict[str, int]:
    return {one.key: one.matters for one in counts(engine, by, where)}


EXPECTED = {
    "day": {"2026-11-18": 2, "2026-11-25": 1, "2026-11-26": 2},
    "week": {"2026-11-16": 2, "2026-11-23": 3},
    "type": {"authority_police": 2, "loan_fake": 2, "": 1},
    "group": {"": 4, "student": 1},
    "stage": {"contact": 4, "paid": 1},
    "verdict": {"alarm": 4, "unclear": 1},
    "channel": {"web": 4, "kiosk": 1},
    "place": {"": 3, "k1": 1, "p1": 1},
    "township": {"": 3, "柳河镇": 2},
    "village": {"": 4, "柳河村": 1},
}


@pytest.mark.parametrize("by", BY)
def test_counted_by_everything(by: str, asked: Engine) -> None:
    assert _of(asked, by) == EXPECTED[by]


@pytest.mark.parametrize("by", BY)
def test_old_matters_are_counted_the_same(by: str, asked: Engine) -> None:
    retention.keep_to(asked, NOW + timedelta(days=1), timedelta(days=1), timedelta(days=2))
    assert matters(asked, ALL).total == 3
    assert _of(asked, by) == EXPECTED[by]


def test_totals_before_and_after_the_rows_are_gone(asked: Engine) -> None:
    before = totals(asked, ALL)
    assert (before.matters, before.unsure, before.paid) == (5, 2, 1)
    assert before.unsure_rate == pytest.approx(0.4)
    retention.keep_to(asked, NOW + timedelta(days=9), timedelta(days=1), timedelta(days=2))
    assert matters(asked, ALL).total == 0
    assert totals(asked, ALL) == before
    assert totals(asked, Where(TODAY + timedelta(days=1), TODAY + timedelta(days=1))).unsure_rate is None


@pytest.mark.parametrize(
    ("narrow", "found"),
    [({"township": "柳河镇"}, 2), ({"village": "柳河村"}, 1), ({"type": ""}, 1), ({"unsure": True}, 2)],
)
def test_every_figure_has_its_matters(narrow: dict[str, object], found: int, asked: Engine) -> None:
    where = replace(ALL, **narrow)  # type: ignore[arg-type]
    assert matters(asked, where).total == totals(asked, where).matters == found


def test_paging_shows_each_matter_once(asked: Engine) -> None:
    pages = [matters(asked, ALL, page, 2) for page in (1, 2, 3, 4)]
    assert [len(page.rows) for page in pages] == [2, 2, 1, 0]
    ids = [row.id for page in pages for row in page.rows]
    assert len(set(ids)) == 5
    kiosk = matters(asked, replace(ALL, channel="kiosk")).rows[0]
    assert [one.text for one in messages_of(asked, kiosk.id)] == [STORY.text, STORY.text]
    assert messages_of(asked, kiosk.id)[0].signals == STORY.signals


def test_days_without_a_question_are_shown() -> None:
    days = by_day([Count("2026-11-25", 3)], date(2026, 11, 24), TODAY)
    assert [one.matters for one in days] == [0, 3, 0]


@pytest.mark.parametrize(
    ("week", "before", "is_rising", "few"),
    [(20, 20, True, False), (6, 24, False, False), (3, 0, False, True), (10, 0, True, False), (0, 12, False, False)],
)
def test_what_chance_could_do_is_not_rising(week: int, before: int, is_rising: bool, few: bool) -> None:
    found = trend("loan_fake", week, before)
    assert (found.rising, found.few) == (is_rising, few)
    assert found.high is None or found.low <= found.high
    if found.ratio is not None:
        assert found.low <= found.ratio


def test_rising_types_come_first(engine: Engine) -> None:
    for number in range(12):
        say(engine, replace(STORY, type="new_one"), person=f"n{number}")
        say(engine, STORY, person=f"o{number}", now=NOW - timedelta(days=number * 3))
    found = rising(engine, TODAY)
    assert [one.type for one in found] == ["new_one", "authority_police"]
    assert [one.rising for one in found] == [True, False]


def test_by_must_be_known(engine: Engine) -> None:
    with pytest.raises(ValueError, match="by: must be one of"):
        counts(engine, "person", ALL)
