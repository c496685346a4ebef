"""Which matters a page is about, read from its address."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest

from bot.console.figures.asked import CUSTOM, asked_of

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("query", "since", "until"),
    [
        ({}, date(2026, 11, 20), TODAY),
        ({"period": "today"}, TODAY, TODAY),
        ({"period": "30"}, date(2026, 10, 28), TODAY),
        ({"period": CUSTOM, "since": "2026-11-02", "until": "2026-11-08"}, date(2026, 11, 2), date(2026, 11, 8)),
        ({"period": CUSTOM, "since": "2026-11-08", "until": "2026-11-02"}, date(2026, 11, 2), date(2026, 11, 8)),
        ({"period": CUSTOM, "since": "2026-11-02"}, date(2026, 11, 2), TODAY),
        ({"period": CUSTOM, "since": "soon"}, date(2026, 11, 20), TODAY),
        ({"period": CUSTOM, "since": "0001-01-01", "until": "9999-12-31"}, date(2026, 11, 20), TODAY),
        ({"period": "'; DROP TABLE matters"}, date(2026, 11, 20), TODAY),
    ],
)
def test_period(query: dict[str, str], since: date, until: date) -> None:
    asked = asked_of(query, TODAY)
    assert (asked.since, asked.until) == (since, until)


def test_a_long_period_is_cut() -> None:
    asked = asked_of({"period": CUSTOM, "since": "2020-01-01", "until": "2026-11-26"}, TODAY)
    assert asked.days == 3 * 366 + 1


def test_an_address_survives_the_way_through_a_link() -> None:
    said = {"period": "30", "type": "loan_fake", "township": "-", "unsure": "1", "nonsense": "x"}
    asked = asked_of(said, TODAY)
    assert asked_of(dict(parse_qsl(asked.query())), TODAY) == asked
    assert asked.where().township == ""
    assert asked.where().type == "loan_fake"
    assert asked.where().group is None
    assert dict(parse_qsl(asked.query(type="other")))["type"] == "other"


def test_a_period_as_people_say_it() -> None:
    assert asked_of({"period": "today"}, TODAY).words == "11月26日"
    assert asked_of({}, TODAY).words == "11月20日至11月26日"
    over = asked_of({"period": CUSTOM, "since": "2025-12-30", "until": "2026-01-02"}, TODAY)
    assert over.words == "2025年12月30日至2026年1月2日"
