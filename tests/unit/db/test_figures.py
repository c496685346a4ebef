"""Figures counted in one pass are the same as those that `db.statistics` asks for one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine

from db import retention
from db.figures import DIMENSIONS, figures
from db.matter_stream import stream
from db.matters import matters
from db.statistics import counts, totals
from db.where import Where
from tests.fakes import records

TODAY = date(2026, 11, 26)
ALL = Where(date(2026, 9, 1), TODAY)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Return a database with matters of twelve weeks, half of them only counts by now."""
    records.load_spots(engine)
    records.fill(engine, 400, TODAY, 84)
    now = datetime(2026, 11, 26, 12, tzinfo=timezone.utc)
    retention.keep_to(engine, now, timedelta(days=40), timedelta(days=40))
    return engine


@pytest.mark.parametrize(
    "narrow",
    [{}, {"township": "柳河镇"}, {"township": ""}, {"village": "柳河村"}, {"channel": "kiosk"}, {"stage": "paid"}],
)
def test_the_same_as_one_query_a_figure(narrow: dict[str, Any], filled: Engine) -> None:
    where = replace(ALL, **narrow)
    found, total = figures(filled, where), totals(filled, where)
    for by in (*DIMENSIONS, "township", "village"):
        assert {k: n for k, n in found.by[by].items() if n} == {
            one.key: one.matters for one in counts(filled, by, where)
        }
    assert (found.matters, found.unsure, sum(found.safe_by_stage.values())) == (
        total.matters,
        total.unsure,
        total.safe,
    )
    assert sum(found.by["outcome"].values()) == found.matters
    assert sum(found.paid_by_day.values()) == found.by["stage"]["paid"]


def test_nothing_asked_is_nothing(engine: Engine) -> None:
    found = figures(engine, ALL)
    assert (found.matters, found.unsure, found.asked, dict(found.by["type"])) == (0, 0, 0, {})


def test_a_stream_has_every_matter_once_the_latest_day_first(engine: Engine) -> None:
    records.fill(engine, 400, TODAY, 9)
    where = Where(TODAY - timedelta(days=6), TODAY, channel="kiosk")
    listed = [row for page in range(1, 9) for row in matters(engine, where, page, 50).rows]
    streamed = list(stream(engine, where))
    assert {row.id for row in streamed} == {row.id for row in listed}
    assert len(streamed) == len(listed) > 50
    assert [row.day for row in streamed] == sorted((row.day for row in streamed), reverse=True)


def test_a_greeting_is_not_counted(engine: Engine) -> None:
    records.say(engine, told=False, now=datetime(2026, 11, 26, tzinfo=timezone.utc))
    assert figures(engine, ALL).matters == 0
