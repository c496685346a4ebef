"""Questions are played to their end, and each is the best there is."""

from __future__ import annotations

import random
from typing import Any

import pytest

from bot.measure.questions import answer, pending, play, question_figures
from bot.triage.posterior import Distribution, Matrix, answered, normalised
from bot.triage.question import best_question, expected_gain
from db.files import read_words
from db.models import Script

MATRIX = {"one": {"a": 1.0}, "two": {"b": 1.0}}


def _said(signal: str, best: str) -> dict[str, Any]:
    return {"step": {"kind": "ask" if signal else "verdict", "detail": signal}, "case": {}, "ranking": [{"type": best}]}


def test_nine_answers_in_ten_are_true() -> None:
    chance = random.Random(1)
    answers = [answer("one", "a", MATRIX, chance) for _ in range(2000)]
    assert answers.count("yes") / 2000 == pytest.approx(0.9, abs=0.02)
    assert [answer("two", "a", MATRIX, chance) for _ in range(2000)].count("no") / 2000 == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize(
    ("said", "signal"), [(_said("a", "one"), "a"), (_said("open", "one"), ""), (_said("", "one"), ""), ({}, "")]
)
def test_only_a_question_of_yes_and_no_is_pending(said: dict[str, Any], signal: str) -> None:
    assert pending(said, MATRIX) == signal


def test_questions_are_answered_until_none_is_left() -> None:
    seen: list[dict[str, Any]] = []

    def ask(texts: list[str], metadata: list[dict[str, Any]]) -> list[dict[str, Any]]:
        seen.extend(metadata)
        return [_said("b" if len(seen) == 1 else "", "one") for _ in texts]

    items = [{"right": "one", "said": _said("a", "two")}, {"right": "two", "said": _said("", "two")}]
    played = play(items, ask, MATRIX)
    assert [item["asked"] for item in played] == [2, 0]
    assert {one["choice"] for one in seen} <= {"answer:yes", "answer:no"}
    assert dict(question_figures(played)) == {
        "after questions: top-1": 1.0,
        "after questions: asked, on average": 1.0,
        "after questions: asked, at most": 2.0,
    }


def _right_after(dist: Distribution, signal: str, matrix: Matrix, rounds: int, seed: int) -> float:
    """Return how often the likeliest type is the right one after the answer, the right one drawn from `dist`."""
    chance, hits = random.Random(seed), 0
    for _ in range(rounds):
        right = chance.choices(list(dist), weights=list(dist.values()))[0]
        after = answered(dist, signal, answer(right, signal, matrix, chance), matrix)
        hits += max(after, key=lambda type_id: after[type_id]) == right
    return hits / rounds


def test_the_question_asked_is_the_best_of_those_there_are() -> None:
    """Over the real scripts: the chosen question finds the right type at least as often as any other."""
    matrix = {row.id: row.values["signals"] for row in read_words() if row.model is Script}
    chance, gained, best_of_others = random.Random(5), 0.0, 0.0
    for draw in range(12):
        types = chance.sample(sorted(matrix), 3)
        dist = normalised(dict(zip(types, (0.45, 0.35, 0.2), strict=True)))
        chosen = best_question(dist, matrix, (), 0.0)
        signals = sorted({signal for type_id in types for signal in matrix[type_id]})
        assert expected_gain(dist, chosen, matrix) == max(expected_gain(dist, one, matrix) for one in signals)
        gained += _right_after(dist, chosen, matrix, 400, draw)
        best_of_others += max(_right_after(dist, one, matrix, 400, draw) for one in signals if one != chosen)
    assert gained / 12 >= best_of_others / 12 - 0.03
