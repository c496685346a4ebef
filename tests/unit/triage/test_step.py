"""What to say next, in the order of the design: life, money, question, verdict, talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.triage.case import Case
from bot.triage.posterior import Matrix
from bot.triage.reading import Mention, Reading, StageReading
from bot.triage.step import OPEN, Step, next_step
from bot.triage.verdict import Thresholds

Read = Callable[..., Reading]
CLEAR = Case(types={"brushing_task": 0.9, "none": 0.1}, verdict="alarm", type="brushing_task", stage="contact")
ALIKE = replace(CLEAR, types={"brushing_task": 0.32, "brushing_rebate": 0.3, "brushing_prepay": 0.28, "none": 0.1})


@pytest.mark.parametrize("case", [Case(), CLEAR, replace(CLEAR, stage="paid"), replace(CLEAR, live=True)])
def test_a_life_comes_first(case: Case, read: Read, matrix: Matrix, limits: Thresholds) -> None:
    assert next_step(Case(), case, read("distress"), matrix, limits) == Step("distress", "distress")


@pytest.mark.parametrize(
    ("stage", "live", "lane"),
    [("paid", False, "paid"), ("paid", True, "paying"), ("about_to_pay", False, "paying"), ("contact", True, "paying")],
)
def test_the_urgent_lane_comes_before_any_question(
    stage: str, live: bool, lane: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    case = replace(ALIKE, stage=stage, live=live)
    assert next_step(Case(), case, read(), matrix, limits) == Step("scam", "urgent", lane)


def test_the_urgent_lane_speaks_once_for_how_things_stand(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    paying = replace(CLEAR, stage="about_to_pay", said=("urgent:paying",))
    assert next_step(paying, paying, read(), matrix, limits).kind == "verdict"
    assert next_step(paying, replace(paying, stage="paid"), read(), matrix, limits) == Step("scam", "urgent", "paid")


def test_look_alikes_are_asked_about(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    step = next_step(Case(), ALIKE, read(), matrix, limits)
    assert (step.intent, step.kind) == ("scam", "ask")
    assert step.detail in {signal for type_id in ALIKE.types for signal in matrix.get(type_id, {})}


def test_a_clear_type_is_not_asked_about(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    assert next_step(Case(), CLEAR, read(), matrix, limits) == Step("scam", "verdict", "brushing_task")


@pytest.mark.parametrize(
    "case",
    [
        replace(ALIKE, asked=("a", "b", "c")),
        replace(ALIKE, said=("verdict",)),
        replace(ALIKE, said=("urgent:paying",)),
    ],
)
def test_no_question_after_three_or_after_urgent_words_or_the_verdict(
    case: Case, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    assert next_step(case, case, read(), matrix, limits).kind == "verdict"


def test_an_unclear_story_is_asked_openly_and_then_admitted(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case = replace(ALIKE, verdict="unclear", type="")
    assert next_step(Case(), case, read(), matrix, limits) == Step("scam", "ask", OPEN)
    spent = replace(case, asked=(OPEN, "a", "b"))
    assert next_step(case, spent, read(), matrix, limits) == Step("scam", "unsure")


@pytest.mark.parametrize(("share", "kind"), [(0.9, "again"), (0.1, "what_now")])
def test_the_same_verdict_again_is_shorter(
    share: float, kind: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    case = replace(CLEAR, said=("verdict", "verdict:brushing_task"))
    assert next_step(case, case, read(brushing_task=share), matrix, limits).kind == kind


def test_after_a_loss_the_next_steps_are_said_and_no_long_verdict(
    read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    case = replace(CLEAR, stage="paid", said=("urgent:paid",))
    assert next_step(case, case, read(brushing_task=0.9), matrix, limits).kind == "what_now"


@pytest.mark.parametrize(
    ("before", "after", "lane"),
    [
        ({"stage": "paid"}, {"channels": ("招商银行",)}, "paid"),
        ({"stage": "about_to_pay", "live": True}, {}, "paying"),
    ],
)
def test_the_urgent_lane_speaks_again_for_another_way_and_when_he_is_back(
    before: dict[str, object], after: dict[str, object], lane: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    was = replace(CLEAR, said=("urgent:paid", "urgent:paying"), **before)  # type: ignore[arg-type]
    back = read(stage=StageReading("about_to_pay", live=True)) if lane == "paying" else read()
    assert next_step(was, replace(was, **after), back, matrix, limits) == Step("scam", "urgent", lane)  # type: ignore[arg-type]


def test_what_was_given_away_is_locked_before_the_verdict_is_repeated(
    read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    before = replace(CLEAR, said=("verdict", "verdict:brushing_task"))
    assert next_step(before, replace(before, stage="disclosed"), read(), matrix, limits).kind == "disclosed"


@pytest.mark.parametrize(
    ("moves", "confidence", "kind"), [((), 0.5, "record"), ((), 0.9, "forget_me"), (("delete",), 0.5, "forget_me")]
)
def test_nothing_is_deleted_on_a_guess(
    moves: tuple[str, ...], confidence: float, kind: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    wish = read("forget_me", confidence, moves=moves)
    assert next_step(CLEAR, CLEAR, wish, matrix, limits).kind == kind
    lost = replace(CLEAR, stage="paid")  # not even the urgent lane holds it up
    assert (next_step(lost, lost, wish, matrix, limits).kind == "forget_me") is (kind == "forget_me")


@pytest.mark.parametrize(
    ("choice", "step"),
    [
        ("urgent:paid", Step("scam", "urgent", "paid")),
        ("tell:case", Step("scam", "tell", "case")),
        ("group:student", Step("tell_group", "group", "student")),
        ("remember:yes", Step("tell_group", "remember", "yes")),
        ("service:human", Step("service", "service", "human")),
        ("forget:me", Step("forget_me", "forget", "me")),
        ("stop:done", Step("scam", "stop", "done")),
        ("mind:alone", Step("distress", "distress", "alone")),
    ],
)
def test_a_choice_is_served(choice: str, step: Step, read: Read, matrix: Matrix, limits: Thresholds) -> None:
    assert next_step(CLEAR, CLEAR, read("out_of_scope", 0.0, choice=choice), matrix, limits) == step


def test_an_unknown_choice_is_not_obeyed(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    step = next_step(Case(), Case(), read("smalltalk", choice="restart:now", topic="greet"), matrix, limits)
    assert step == Step("smalltalk", "smalltalk", "greet")


def test_an_answer_leads_on(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    before = replace(ALIKE, pending="asks_prepay", asked=("asks_prepay",))
    affirmed = read("affirm", text="是")
    assert next_step(before, replace(ALIKE, asked=before.asked), affirmed, matrix, limits).intent == "answer"
    assert next_step(before, Case(), affirmed, matrix, limits) == Step("answer", "ordinary")


@pytest.mark.parametrize("intent", ["smalltalk", "thanks", "ask_knowledge", "service", "forget_me", "out_of_scope"])
def test_talk_is_answered_as_talk(intent: str, read: Read, matrix: Matrix, limits: Thresholds) -> None:
    assert next_step(Case(), Case(), read(intent, topic="x"), matrix, limits) == Step(intent, intent, "x")


@pytest.mark.parametrize(("confidence", "kind"), [(0.1, "fallback"), (0.9, "smalltalk")])
def test_what_is_not_understood_is_said_so(
    confidence: float, kind: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    assert next_step(Case(), Case(), read("smalltalk", confidence), matrix, limits).kind == kind


def test_an_unsure_wish_to_die_is_not_guessed(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    assert next_step(Case(), Case(), read("distress", 0.1), matrix, limits).kind == "fallback"


def test_ordinary_talk_gets_no_alarm(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    assert next_step(Case(), Case(), read("ordinary"), matrix, limits) == Step("ordinary", "ordinary")


def test_small_talk_while_money_is_gone_waits(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    case = replace(CLEAR, stage="paid")
    assert next_step(case, case, read("smalltalk"), matrix, limits) == Step("scam", "urgent", "paid")


def test_a_wish_with_a_signal_in_it_is_a_story(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    told = read("service", brushing_task=0.9, mentions=(Mention("asks_prepay", "让我先垫钱"),))
    assert next_step(Case(), CLEAR, told, matrix, limits).kind == "verdict"
