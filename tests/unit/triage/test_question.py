"""The question asked is the one expected to tell most."""

from __future__ import annotations

import itertools

import pytest

from bot.triage.posterior import Matrix, answered, normalised
from bot.triage.question import CANDIDATES, best_question, expected_gain
from db.files import catalogue

IDS = [entry["id"] for entry in catalogue()]
# neighbours of the catalogue are look-alikes: the hard case
DISTS = [
    normalised({**{type_id: 1.0 / (n + 1) for n, type_id in enumerate(IDS[i : i + 5])}, "none": 0.3})
    for i in range(0, 60, 4)
]


@pytest.mark.parametrize("known", [(), ("asks_prepay", "small_rebate_first", "asks_code")])
@pytest.mark.parametrize("dist", DISTS)
def test_it_has_the_greatest_expected_gain_of_all_signals(
    dist: dict[str, float], known: tuple[str, ...], matrix: Matrix
) -> None:
    best = best_question(dist, matrix, known, 0.0)
    others = {signal for signals in matrix.values() for signal in signals} - set(known)
    assert best in others
    assert expected_gain(dist, best, matrix) == pytest.approx(max(expected_gain(dist, s, matrix) for s in others))


@pytest.mark.parametrize("dist", DISTS)
def test_an_answer_is_expected_to_help(dist: dict[str, float], matrix: Matrix) -> None:
    gains = [expected_gain(dist, signal, matrix) for type_id in dist for signal in matrix.get(type_id, {})]
    assert min(gains) >= -1e-9


@pytest.mark.parametrize("pair", list(itertools.pairwise(IDS))[::7])
def test_the_answer_true_of_a_type_raises_that_type(pair: tuple[str, str], matrix: Matrix) -> None:
    dist = {pair[0]: 0.5, pair[1]: 0.5}
    signal = best_question(dist, matrix, (), 0.0)
    first, second = (matrix[type_id].get(signal, 0.0) for type_id in pair)
    likelier = pair[0] if first > second else pair[1]
    assert answered(dist, signal, "yes", matrix)[likelier] > 0.5


def test_nothing_is_asked_twice(matrix: Matrix) -> None:
    asked: list[str] = []
    while (signal := best_question(DISTS[0], matrix, asked, 0.0)) != "":
        assert signal not in asked
        asked.append(signal)
    listed = {signal for type_id in list(DISTS[0])[:CANDIDATES] for signal in matrix.get(type_id, {})}
    assert set(asked) == listed


@pytest.mark.parametrize(("least", "asks"), [(0.0, True), (10.0, False)])
def test_a_question_must_be_worth_asking(least: float, asks: bool, matrix: Matrix) -> None:
    assert bool(best_question(DISTS[0], matrix, (), least)) is asks


@pytest.mark.parametrize("dist", [{"none": 1.0}, {"unheard_of": 1.0}, {}])
def test_without_candidates_nothing_is_asked(dist: dict[str, float], matrix: Matrix) -> None:
    assert best_question(dist, matrix, (), 0.0) == ""


def test_a_certain_type_leaves_little_to_ask(matrix: Matrix) -> None:
    signal = next(iter(matrix[IDS[0]]))
    assert expected_gain({IDS[0]: 1.0}, signal, matrix) == pytest.approx(0.0)
