"""What said too little alone lies for seconds, and goes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine

from db import cases, fragments
from db.fragments import Told

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=timezone.utc)
WITHIN = timedelta(seconds=8)
TOLD = Told("有人打电话", {"none": 0.8, "loan_fake": 0.2})


@pytest.mark.parametrize(("seconds", "found"), [(0, True), (8, True), (8.1, False), (3600, False)])
def test_it_is_joined_for_seconds_only(seconds: float, found: bool, engine: Engine) -> None:
    fragments.keep(engine, "p", TOLD, NOW)
    later = NOW + timedelta(seconds=seconds)
    assert fragments.recent(engine, "p", later, WITHIN) == (TOLD if found else None)
    assert fragments.recent(engine, "other", later, WITHIN) is None


def test_a_later_one_takes_its_place(engine: Engine) -> None:
    fragments.keep(engine, "p", TOLD, NOW)
    fragments.keep(engine, "p", Told("有人打电话，说我涉案", {}), NOW + timedelta(seconds=5))
    found = fragments.recent(engine, "p", NOW + timedelta(seconds=10), WITHIN)
    assert found is not None
    assert found.text == "有人打电话，说我涉案"


def test_it_goes_when_understood_when_purged_and_when_forgotten(engine: Engine) -> None:
    for gone in (
        lambda: fragments.drop(engine, "p"),
        lambda: cases.purge(engine, NOW + fragments.KEEP),
        lambda: cases.forget(engine, "p"),
    ):
        fragments.keep(engine, "p", TOLD, NOW)
        gone()
        assert fragments.recent(engine, "p", NOW, WITHIN) is None
