"""From a distribution to a verdict, by limits that all stand in config.yml."""

from __future__ import annotations

import itertools
from dataclasses import asdict, fields

import pytest

from bot.triage.verdict import Thresholds, best_type, judge, never_falls

ORDER = ("none", "unclear", "suspect", "alarm")
NAMES = [item.name for item in fields(Thresholds)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [None, -0.1, 1.1, "0.5", []])
def test_a_limit_that_is_wrong_is_named(name: str, value: object, limits: Thresholds) -> None:
    with pytest.raises(ValueError, match=rf"config\.yml: thresholds\.{name} "):
        Thresholds.from_config({**asdict(limits), name: value})


@pytest.mark.parametrize("name", NAMES)
def test_a_limit_that_is_missing_is_named(name: str, limits: Thresholds) -> None:
    config = {key: value for key, value in asdict(limits).items() if key != name}
    with pytest.raises(ValueError, match=rf"thresholds\.{name} must be a number from 0 to 1, got None"):
        Thresholds.from_config(config)


@pytest.mark.parametrize("value", [0, 1, 0.5])
def test_limits_may_be_whole_numbers(value: float, limits: Thresholds) -> None:
    assert Thresholds.from_config({**asdict(limits), "alarm": value}).alarm == float(value)


def test_the_projects_own_limits_are_in_order(limits: Thresholds) -> None:
    assert limits.alarm > limits.suspect > limits.unclear > 0


@pytest.mark.parametrize(
    ("dist", "unspecified", "verdict"),
    [
        ({"none": 1.0}, 0.0, "none"),
        ({"a": 0.2, "none": 0.8}, 0.0, "none"),
        ({"a": 0.4, "none": 0.6}, 0.0, "unclear"),
        ({"a": 0.78, "none": 0.22}, 0.0, "suspect"),
        ({"a": 0.9, "none": 0.1}, 0.0, "alarm"),
        ({"a": 0.9, "none": 0.1}, 0.6, "unclear"),
        ({f"t{n}": 0.09 for n in range(10)} | {"none": 0.1}, 0.0, "unclear"),
        ({}, 0.0, "unclear"),
    ],
)
def test_judge(dist: dict[str, float], unspecified: float, verdict: str, limits: Thresholds) -> None:
    assert judge(dist, unspecified, limits) == verdict


@pytest.mark.parametrize("name", ["alarm", "suspect"])
def test_a_limit_itself_counts_as_reached(name: str, limits: Thresholds) -> None:
    share = getattr(limits, name)
    assert judge({"a": share, "none": 1.0 - share}, 0.0, limits) == name


@pytest.mark.parametrize(
    ("dist", "best", "share"),
    [
        ({"a": 0.3, "b": 0.1, "none": 0.6}, "a", 0.75),
        ({"none": 1.0}, "", 0.0),
        ({}, "", 0.0),
        ({"a": 0.0, "none": 1.0}, "", 0.0),
    ],
)
def test_best_type_is_among_the_types_alone(dist: dict[str, float], best: str, share: float) -> None:
    found, found_share = best_type(dist)
    assert found == best
    assert found_share == pytest.approx(share)


@pytest.mark.parametrize(("before", "now"), itertools.product(ORDER, ORDER))
def test_a_verdict_never_falls_but_by_correction(before: str, now: str) -> None:
    assert never_falls(before, now, correction=False) == max(before, now, key=ORDER.index)
    assert never_falls(before, now, correction=True) == now


def test_an_unknown_verdict_gives_way() -> None:
    assert never_falls("unheard_of", "none", correction=False) == "none"
