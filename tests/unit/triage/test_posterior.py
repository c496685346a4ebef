"""The distribution: sums to 1, follows evidence, survives noise."""

from __future__ import annotations

import math

import pytest

from bot.triage.posterior import Matrix, answered, combine, entropy, informativeness, normalised, yes_probability

MATRIX: Matrix = {"task": {"rebate": 0.9, "group": 0.5}, "loan": {"fee": 0.9}, "police": {}}
DISTS = [
    {"task": 0.5, "loan": 0.3, "none": 0.2},
    {"task": 1.0, "none": 0.0},
    {"none": 1.0},
    {"task": 1e-9, "loan": 1e-9, "none": 1e-9},
    {"task": 0.34, "loan": 0.33, "police": 0.33},
    {},
]


@pytest.mark.parametrize("dist", DISTS)
def test_normalised_sums_to_one_likeliest_first(dist: dict[str, float]) -> None:
    result = normalised(dist)
    assert math.isclose(sum(result.values()), 1.0)
    assert list(result.values()) == sorted(result.values(), reverse=True)


@pytest.mark.parametrize("suspicious", [True, False])
@pytest.mark.parametrize("message", DISTS)
@pytest.mark.parametrize("before", DISTS)
def test_combine_sums_to_one(before: dict[str, float], message: dict[str, float], suspicious: bool) -> None:
    result = combine(before, message, suspicious)
    assert math.isclose(sum(result.values()), 1.0)
    assert all(share >= 0 for share in result.values())


@pytest.mark.parametrize("answer", ["yes", "no", "unsure"])
@pytest.mark.parametrize("dist", DISTS)
def test_answered_sums_to_one(dist: dict[str, float], answer: str) -> None:
    assert math.isclose(sum(answered(dist, "rebate", answer, MATRIX).values()), 1.0)


@pytest.mark.parametrize("dist", DISTS)
@pytest.mark.parametrize("signal", ["rebate", "fee", "unheard_of"])
def test_unsure_changes_nothing(dist: dict[str, float], signal: str) -> None:
    assert answered(dist, signal, "unsure", MATRIX) == normalised(dist)


def test_yes_and_no_move_in_opposite_directions() -> None:
    before = {"task": 0.5, "loan": 0.5}
    assert answered(before, "rebate", "yes", MATRIX)["task"] > 0.5 > answered(before, "rebate", "no", MATRIX)["task"]


def test_one_wrong_answer_does_not_rule_a_type_out() -> None:
    after = answered({"task": 0.9, "loan": 0.1}, "rebate", "no", MATRIX)
    assert after["task"] > 0.5


@pytest.mark.parametrize("signal", ["rebate", "group", "fee", "unheard_of"])
@pytest.mark.parametrize("type_id", ["task", "loan", "police", "none", "unheard_of"])
def test_no_answer_is_ever_certain(type_id: str, signal: str) -> None:
    assert 0.1 <= yes_probability(type_id, signal, MATRIX) <= 0.9


def test_a_stranger_is_read_by_the_message_alone() -> None:
    assert combine({}, {"task": 0.6, "none": 0.4}, False) == normalised({"task": 0.6, "none": 0.4})


def test_a_flat_message_changes_nothing() -> None:
    before = normalised({"task": 0.6, "loan": 0.3, "none": 0.1})
    after = combine(before, {"task": 1 / 3, "loan": 1 / 3, "none": 1 / 3}, False)
    assert after == pytest.approx(before)


def test_a_second_message_for_the_same_type_makes_it_surer() -> None:
    message = {"task": 0.7, "loan": 0.2, "none": 0.1}
    assert combine(message, message, False)["task"] > 0.7


def test_without_a_verdict_a_harmless_message_counts() -> None:
    before = {"task": 0.5, "loan": 0.1, "none": 0.4}
    assert combine(before, {"task": 0.05, "loan": 0.05, "none": 0.9}, False)["none"] > 0.4


def _fragment(types: int, none: float) -> dict[str, float]:
    return {**{f"type{n}": (1 - none) / types for n in range(types)}, "none": none}


@pytest.mark.parametrize("none", [0.6, 0.9, 0.99])
def test_a_harmless_fragment_never_takes_a_suspicion_back(none: float) -> None:
    before = normalised({"type0": 0.7, "type1": 0.15, "none": 0.15})
    after = before
    for _ in range(4):
        after = combine(after, _fragment(64, none), suspicious=True)
    assert after["none"] <= before["none"] + 1e-6


@pytest.mark.parametrize(
    ("dist", "value"), [({"a": 1.0}, 0.0), ({"a": 0.5, "b": 0.5}, math.log(2)), ({"a": 1.0, "b": 0.0}, 0.0)]
)
def test_entropy_in_nats(dist: dict[str, float], value: float) -> None:
    assert entropy(dist) == pytest.approx(value)


@pytest.mark.parametrize(
    ("dist", "value"), [({"a": 0.5, "b": 0.5}, 0.0), ({"a": 1.0, "b": 0.0}, 1.0), ({"a": 1.0}, 1.0), ({}, 1.0)]
)
def test_informativeness_runs_from_flat_to_certain(dist: dict[str, float], value: float) -> None:
    assert informativeness(dist) == pytest.approx(value)
