"""Limits are read from the settings, and a slip of the pen is told at the start."""

from __future__ import annotations

import pytest

from bot.edge.limits.rates import NEVER, read_rate, read_rates
from bot.settings import Settings


def test_the_defaults_let_a_school_through() -> None:
    rates = read_rates(Settings())
    assert [(item.amount, item.get_expiry()) for item in rates.person] == [(30, 60), (300, 3600)]
    assert [(item.amount, item.get_expiry()) for item in rates.address] == [(1200, 60)]
    assert [(item.amount, item.get_expiry()) for item in rates.newcomers] == [(2000, 600)]


@pytest.mark.parametrize("text", ["off", " OFF "])
def test_a_limit_can_be_taken_away(text: str) -> None:
    assert read_rate("RATE_PERSON", text) == NEVER


@pytest.mark.parametrize("text", ["30", "30/fortnight", "many", "0/minute", "-1/minute", "30/minute; 0/hour"])
def test_what_is_no_rate_is_named_with_a_remedy(text: str) -> None:
    with pytest.raises(ValueError, match=r"RATE_PERSON: write for example"):
        read_rate("RATE_PERSON", text)


def test_no_setting_takes_the_urgent_entries_away() -> None:
    rates = read_rates(Settings(rate_person="off", rate_address="off"))
    assert rates.urgent
    assert rates.urgent_address
