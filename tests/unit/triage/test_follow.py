"""What people say in the middle of a talk, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.triage.case import Case
from bot.triage.follow import asked, follow_up, small_talk, talk_intent
from bot.triage.posterior import Matrix
from bot.triage.reading import Mention, Reading, StageReading
from bot.triage.step import Step, next_step
from bot.triage.update import update
from bot.triage.verdict import Thresholds

Read = Callable[..., Reading]
TOLD = Case(
    types={"invest_platform": 0.9, "none": 0.1},
    verdict="alarm",
    type="invest_platform",
    stage="contact",
    said=("verdict", "verdict:invest_platform"),
)
PAID = replace(TOLD, stage="paid", said=(*TOLD.said, "urgent:paid"))


@pytest.mark.parametrize(
    ("topic", "step"),
    [
        ("what_now", ("what_now", "")),
        ("next", ("tell", "next")),
        ("case", ("tell", "case")),
        ("family", ("tell", "family")),
        ("report", ("tell", "report")),
        ("type", ("tell", "type")),
        ("again", ("tell", "again")),
        ("wont_listen", ("persuade", "")),
        ("disagree", ("disagree", "")),
        ("repeat", ("repeat", "")),
        ("my_record", ("record", "")),
        ("stopped", ("stop", "done")),
        ("undecided", ("continue", "")),
        ("", ("what_now", "")),
    ],
)
def test_each_topic_has_its_answer(topic: str, step: tuple[str, str]) -> None:
    assert follow_up(TOLD, topic) == step


def test_who_has_paid_is_not_told_that_stopping_is_enough() -> None:
    assert follow_up(PAID, "stopped") == ("what_now", "")


@pytest.mark.parametrize(("case", "intent"), [(Case(), "follow_up"), (TOLD, "scam"), (Case(stage="paid"), "scam")])
def test_a_stranger_has_no_matter_to_go_on_with(case: Case, intent: str) -> None:
    assert talk_intent(case) == intent


@pytest.mark.parametrize("case", [TOLD, PAID])
@pytest.mark.parametrize("topic", ["what_now", "family", "disagree"])
def test_a_talk_goes_on_with_the_matter(case: Case, topic: str, read: Read, matrix: Matrix, limits: Thresholds) -> None:
    step = next_step(case, case, read("follow_up", topic=topic), matrix, limits)
    assert (step.intent, step.kind) == ("scam", follow_up(case, topic)[0])


def test_what_is_unclear_is_asked_about_before_anything_is_advised(
    read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    case = Case(types={"brushing_task": 0.4, "brushing_prepay": 0.35, "none": 0.25}, verdict="unclear")
    assert next_step(case, case, read("follow_up", topic="what_now"), matrix, limits).kind == "ask"


@pytest.mark.parametrize(("move", "kind"), [("disagree", "disagree"), ("wont_listen", "persuade")])
def test_insistence_with_a_story_is_answered_and_lowers_nothing(
    move: str, kind: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    reading = read(invest_platform=0.5, moves=(move,), text="我上周提现过两千，人家有执照")
    case = update(TOLD, reading, matrix, limits)
    assert next_step(TOLD, case, reading, matrix, limits).kind == kind
    assert (case.verdict, case.stage) == ("alarm", "contact")


def test_money_that_leaves_while_they_insist_comes_first(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    reading = read(invest_platform=0.9, moves=("disagree",), stage=StageReading("paid"))
    case = update(TOLD, reading, matrix, limits)
    assert next_step(TOLD, case, reading, matrix, limits) == Step("scam", "urgent", "paid")


def test_nothing_is_contested_before_there_is_a_verdict(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    reading = read(invest_platform=0.95, moves=("disagree",))
    case = update(Case(), reading, matrix, limits)
    assert next_step(Case(), case, reading, matrix, limits).kind in ("verdict", "ask")


def test_no_more_questions_means_none(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    alike = Case(
        types={"brushing_task": 0.32, "brushing_adult": 0.3, "brushing_prepay": 0.28, "none": 0.1},
        verdict="alarm",
        type="brushing_task",
        pending="asks_prepay",
        asked=("asks_prepay",),
    )
    tired = read("smalltalk", 0.4, moves=("enough",), text="别问了，你就说是不是骗子")
    case = update(alike, tired, matrix, limits)
    assert case.enough
    assert next_step(alike, case, tired, matrix, limits).kind == "verdict"


@pytest.mark.parametrize(
    ("case", "step"), [(Case(), Step("ordinary", "receipt")), (TOLD, Step("scam", "receipt")), (PAID, None)]
)
def test_a_paper_alone_is_asked_about(
    case: Case, step: Step | None, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    paper = read("ordinary", moves=("receipt",), text="转账成功 收款方 张某 5000元", stage=StageReading("paid"))
    after = update(case, paper, matrix, limits)
    assert after.stage == case.stage
    found = next_step(case, after, paper, matrix, limits)
    assert found == step if step else found.kind != "receipt"


def test_a_paper_with_a_story_is_a_story(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    told = read(invest_platform=0.9, moves=("receipt",), text="我转账成功了才发现是骗子", stage=StageReading("paid"))
    case = update(Case(), told, matrix, limits)
    assert (case.stage, next_step(Case(), case, told, matrix, limits).kind) == ("paid", "urgent")


@pytest.mark.parametrize(("text", "step"), [("[图片]", "picture"), ("[图片]我点了这个链接输了密码", "fallback")])
def test_a_picture_alone_is_asked_about(text: str, step: str, read: Read, matrix: Matrix, limits: Thresholds) -> None:
    reading = read("out_of_scope", 0.1, moves=("picture",), text=text)
    assert next_step(Case(), Case(), reading, matrix, limits).kind == step


@pytest.mark.parametrize(
    ("text", "lead"), [("〔手机号〕", True), ("〔链接1〕 。", True), ("〔手机号〕让我先垫钱", False)]
)
def test_a_number_alone_may_be_a_lead(text: str, lead: bool, read: Read, matrix: Matrix, limits: Thresholds) -> None:
    reading = read(
        brushing_task=0.9, text=text, entities=("手机号 139****5678",), mentions=(Mention("asks_prepay", "先垫钱"),)
    )
    step = next_step(Case(), TOLD, reading, matrix, limits)
    assert (step == Step("service", "service", "report_number")) is lead


@pytest.mark.parametrize(
    ("moves", "answer"),
    [
        (("ask_now",), ("what_now", "")),
        (("ask_now", "ask_report"), ("tell", "report")),
        (("ask_now", "ask_again"), ("tell", "again")),
        (("ask_next",), ("tell", "next")),
        (("ask_case",), ("tell", "case")),
        (("ask_family",), ("tell", "family")),
        (("ask_type",), ("tell", "type")),
        (("ask_repeat",), ("repeat", "")),
        (("destroy", "ask_now"), ("keep_evidence", "")),
        (("afraid", "ask_now"), ("afraid", "")),
        (("afraid", "ask_report"), ("tell", "report")),
        ((), None),
    ],
)
def test_a_plain_question_is_answered_from_the_matter(
    moves: tuple[str, ...], answer: tuple[str, str] | None, read: Read
) -> None:
    reading = read("ask_knowledge", moves=moves, text="这到底咋办")
    assert asked(TOLD, reading) == answer
    assert asked(Case(), reading) is None


def test_a_long_story_with_a_question_in_it_is_a_story(read: Read) -> None:
    assert asked(TOLD, read(moves=("ask_now",), text="长" * 31)) is None


@pytest.mark.parametrize(("moves", "found"), [(("ask_record",), True), (("ask_record", "delete"), False)])
def test_what_is_kept_may_be_asked_by_anybody(moves: tuple[str, ...], found: bool, read: Read) -> None:
    assert (asked(Case(), read(moves=moves)) == ("record", "")) is found


@pytest.mark.parametrize(
    ("moves", "text", "topic"),
    [(("ask_who",), "你是真人吗", "who_are_you"), (("bye",), "先这样 拜拜", "bye"), (("bye",), "长" * 31, "")],
)
def test_who_are_you_and_goodbye_are_heard(moves: tuple[str, ...], text: str, topic: str, read: Read) -> None:
    assert small_talk(read(moves=moves, text=text)) == (("smalltalk", topic) if topic else None)
