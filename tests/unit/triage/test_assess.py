"""One message in, one assessment out; and whole matters told in pieces."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.triage.assess import RANKED, assess
from bot.triage.case import Case, load_case
from bot.triage.posterior import Matrix
from bot.triage.reading import Mention, Reading, StageReading
from bot.triage.verdict import Thresholds

Read = Callable[..., Reading]


def test_the_public_form_is_what_is_measured(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    told = read(
        brushing_task=0.9, mentions=(Mention("asks_prepay", "先垫"), Mention("asks_code", "没要码", denied=True))
    )
    public = assess(Case(), told, matrix, limits).public("abc")
    assert public == {
        "intent": "scam",
        "type": "brushing_task",
        "ranking": [{"type": "brushing_task", "probability": 0.9}],
        "also": [],
        "verdict": "alarm",
        "stage": "none",
        "signals": [{"id": "asks_prepay", "quote": "先垫"}],
        "model": "abc",
    }


@pytest.mark.parametrize("intent", ["ordinary", "smalltalk", "thanks"])
def test_without_a_verdict_there_is_no_type(intent: str, read: Read, matrix: Matrix, limits: Thresholds) -> None:
    result = assess(Case(), read(intent, brushing_task=0.05), matrix, limits)
    assert (result.type, result.verdict, result.intent) == (None, "none", intent)


def test_the_ranking_is_short_sorted_and_without_none(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    shares = {type_id: 0.9 / (n + 2) ** 2 for n, type_id in enumerate(matrix)}
    ranking = assess(Case(), read(**shares), matrix, limits).ranking
    assert len(ranking) == RANKED
    assert "none" not in dict(ranking)
    assert list(ranking) == sorted(ranking, key=lambda item: -item[1])


def test_a_question_is_pending_until_answered(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    alike = read(brushing_task=0.3, brushing_rebate=0.3, brushing_prepay=0.3)
    asked = assess(Case(), alike, matrix, limits)
    assert asked.step.kind == "ask"
    assert asked.case.pending == asked.step.detail == asked.case.asked[-1]
    answered = assess(asked.case, read("affirm", text="是"), matrix, limits)
    assert answered.intent == "answer"
    assert answered.case.answers[asked.step.detail] == "yes"


def test_at_most_three_questions_are_asked(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case, kinds = Case(), []
    reading = read(brushing_task=0.3, brushing_rebate=0.3, brushing_prepay=0.3)
    for _ in range(8):
        result = assess(case, reading, matrix, limits)
        kinds.append(result.step.kind)
        case, reading = result.case, read("unclear", text="说不清", brushing_task=0.0)
    assert kinds.count("ask") <= 3
    assert "verdict" in kinds


def test_a_matter_survives_storage_between_messages(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    told = assess(Case(), read(brushing_task=0.9, channels=("微信",)), matrix, limits)
    case = load_case(json.loads(json.dumps(told.case.dump())))
    paid = assess(case, read(brushing_task=0.6, stage=StageReading("paid")), matrix, limits)
    assert (paid.step.kind, paid.step.detail, paid.case.type) == ("urgent", "paid", "brushing_task")
    assert paid.case.channels == ("微信",)


def test_the_internal_form_is_plain_data(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    internal = assess(Case(), read(brushing_task=0.9, about=("loan_fake",)), matrix, limits).internal()
    sent = json.loads(json.dumps(internal))
    assert load_case(sent["case"]) == load_case(internal["case"])
    assert {**sent, "case": 0} == {**internal, "case": 0}
    assert (internal["step"]["kind"], internal["about"]) == ("verdict", ["loan_fake"])
