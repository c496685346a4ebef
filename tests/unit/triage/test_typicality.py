"""The matrix: what the scripts say, moved by what the examples tell."""

from __future__ import annotations

import pytest

from bot.triage.typicality import MOST, fit, told_rates

PRIOR = {"one": {"a": 0.8, "b": 0.2}, "two": {"a": 0.2}}
EXAMPLES = {"one": 100, "two": 100}


def test_what_is_mentioned_in_one_of_ten_may_be_there_in_all() -> None:
    rates = told_rates(PRIOR, {"one": {"a": 8}, "two": {"a": 2}}, EXAMPLES)
    assert rates == {"a": pytest.approx(0.1)}


def test_examples_that_agree_change_nothing() -> None:
    fitted = fit(PRIOR, {"one": {"a": 8}, "two": {"a": 2}}, EXAMPLES)
    assert fitted["one"]["a"] == pytest.approx(0.8)
    assert fitted["two"]["a"] == pytest.approx(0.2)


def test_examples_move_a_number_half_way_when_they_are_as_many_as_the_prior_is_sure() -> None:
    fitted = fit(PRIOR, {"one": {"a": 5}, "two": {"a": 5}}, EXAMPLES, strength=100)
    assert fitted["one"]["a"] == pytest.approx((0.8 + 0.5) / 2)
    assert fitted["two"]["a"] == pytest.approx((0.2 + 0.5) / 2)


def test_what_nobody_mentions_anywhere_keeps_the_script() -> None:
    assert fit(PRIOR, {"one": {"a": 8}}, EXAMPLES)["one"]["b"] == 0.2


def test_a_signal_that_no_script_lists_joins_when_it_is_told_often() -> None:
    told = {"one": {"b": 20}, "two": {"b": 80}}
    assert fit(PRIOR, told, EXAMPLES)["two"]["b"] > 0.35
    assert "b" not in fit(PRIOR, {"one": {"b": 20}, "two": {"b": 1}}, EXAMPLES)["two"]


def test_no_number_is_certain() -> None:
    fitted = fit(PRIOR, {"one": {"a": 100}}, EXAMPLES, strength=0.001)
    assert fitted["one"]["a"] <= MOST
    assert fitted["two"]["a"] > 0


def test_without_examples_the_scripts_stand() -> None:
    assert fit(PRIOR, {}, {}) == PRIOR
