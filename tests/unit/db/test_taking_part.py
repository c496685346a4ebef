"""What residents took part in is read from the rows that count it, by where and who."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from sqlalchemy import Engine

from db import retention
from db.session import transaction
from db.taking_part import Told, Took, counted_since, first_days, told, took_part
from tests.fakes import publicity, records

NOW = datetime(2026, 11, 26, 4, tzinfo=timezone.utc)
TODAY, DAY = date(2026, 11, 26), timedelta(days=1)


def test_every_count_stands_where_it_belongs_and_no_day_outside(engine: Engine) -> None:
    records.load_spots(engine)
    publicity.scan(engine, 3, NOW)
    publicity.scan(engine, 2, NOW, scene=2)
    publicity.scan(engine, 7, NOW - 8 * DAY)
    publicity.drill(engine, "k1", {"begun": 5, "won": 2, "lost": 1, "left": 1, "real": 1}, NOW)
    publicity.quiz(engine, "gone", {7: 4, 8: 2, 10: 1}, NOW)
    with transaction(engine) as session:
        found = took_part(session, TODAY - 7 * DAY, TODAY)
        assert took_part(session, TODAY + DAY, TODAY + 8 * DAY) == []
        assert first_days(session) == {"柳河镇": TODAY - 8 * DAY}
    assert sorted(found, key=lambda one: (one.township, one.place)) == [
        Took(group="student", scans=2),
        Took(place="gone", group="student", quizzes=7, good=3),
        Took("柳河镇", "k1", "elderly", begun=5, won=2, lost=1),
        Took("柳河镇", "p1", "elderly", scans=3),
    ]


def test_the_first_day_is_that_of_whatever_came_first(engine: Engine) -> None:
    records.load_spots(engine)
    publicity.scan(engine, 1, NOW)
    publicity.quiz(engine, "k1", {5: 1}, NOW - 2 * DAY)
    publicity.drill(engine, "k2", {"begun": 1}, NOW - 3 * DAY)
    with transaction(engine) as session:
        assert first_days(session) == {"柳河镇": TODAY - 2 * DAY, "城东街道": TODAY - 3 * DAY}


def test_matters_are_told_alike_as_rows_and_as_what_is_left_of_them(engine: Engine) -> None:
    records.load_spots(engine)
    with transaction(engine) as session:
        assert counted_since(session) is None
    for days, stage in ((3, "paid"), (3, "contact"), (50, "paid"), (50, "contact")):
        at = NOW - days * DAY
        records.say(engine, person=f"p{days}{stage}", now=at, channel="kiosk", place="k1", stage=stage)
    records.say(engine, person="nowhere", now=NOW)
    records.say(engine, person="greeted", now=NOW, place="k1", told=False)
    retention.keep_to(engine, NOW, timedelta(days=40), timedelta(days=40))
    with transaction(engine) as session:
        found = told(session, TODAY - 60 * DAY, TODAY)
        assert counted_since(session) == TODAY - 50 * DAY
        assert told(session, TODAY - 2 * DAY, TODAY) == []
    dates = ((TODAY - ago * DAY).isoformat() for ago in (50, 3))
    assert sorted(found, key=lambda one: one.day) == [Told(day, "柳河镇", 2, 1, 0) for day in dates]
