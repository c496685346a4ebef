"""A link or number on the blocklist: suspect at least, whatever else is said, and no type made up for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.triage.assess import assess
from bot.triage.case import Case
from bot.triage.posterior import Matrix
from bot.triage.reading import Reading, StageReading
from bot.triage.verdict import Thresholds, at_least_suspect

Read = Callable[..., Reading]
BAD: dict[str, Any] = {"shown": "链接 bad.xyz…", "level": "known_bad", "reasons": ["blocked"]}
ODD: dict[str, Any] = {"shown": "链接 odd.top…", "level": "suspicious", "reasons": ["abused_tld"]}


@pytest.mark.parametrize(
    ("before", "after"), [("none", "suspect"), ("unclear", "suspect"), ("suspect", "suspect"), ("alarm", "alarm")]
)
def test_the_verdict_only_rises(before: str, after: str) -> None:
    assert at_least_suspect(before) == after


@pytest.mark.parametrize("intent", ["ordinary", "smalltalk", "out_of_scope", "ask_knowledge", "thanks"])
def test_a_listed_link_is_suspect_and_without_a_type(
    intent: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    result = assess(Case(), read(intent, judgements=(BAD,)), matrix, limits)
    assert (result.verdict, result.type, result.intent, result.step.kind) == ("suspect", None, "scam", "listed")
    assert result.internal()["judgements"] == [BAD]


@pytest.mark.parametrize("intent", ["ordinary", "smalltalk"])
def test_a_suspicious_link_alone_changes_no_verdict(
    intent: str, read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    with_link = assess(Case(), read(intent, judgements=(ODD,)), matrix, limits)
    without = assess(Case(), read(intent), matrix, limits)
    assert (with_link.verdict, with_link.type, with_link.step) == (without.verdict, without.type, without.step)


def test_the_type_of_a_story_stays(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    result = assess(Case(), read(brushing_task=0.9, judgements=(BAD,)), matrix, limits)
    assert (result.verdict, result.type, result.step.kind) == ("alarm", "brushing_task", "verdict")


def test_no_type_is_made_up_afterwards_and_a_story_still_gives_one(
    read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    case = assess(Case(), read("ordinary", brushing_task=0.02, judgements=(BAD,)), matrix, limits).case
    later = assess(case, read("ordinary", brushing_task=0.02), matrix, limits)
    assert (later.verdict, later.type, later.step.kind) == ("suspect", None, "unsure")
    told = assess(later.case, read(loan_fake=0.95), matrix, limits)
    assert (told.verdict, told.type) == ("alarm", "loan_fake")


@pytest.mark.parametrize("told", [(BAD,), (ODD,)])
def test_alone_it_is_asked_whose_it_is(
    told: tuple[dict[str, Any], ...], read: Read, matrix: Matrix, limits: Thresholds
) -> None:
    alone = read("out_of_scope", text="〔链接1〕", entities=(told[0]["shown"],), judgements=told)
    result = assess(Case(), alone, matrix, limits)
    assert (result.step.kind, result.step.detail) == ("service", "report_number")
    assert result.intent == ("scam" if told == (BAD,) else "service")


@pytest.mark.parametrize(("text", "alone"), [("+86110", True), ("00110？", True), ("+86110打来了", False)])
def test_a_short_code_alone_is_a_number(text: str, alone: bool, read: Read) -> None:
    assert read(text=text, judgements=(ODD,)).is_number is alone
    assert not read(text=text).is_number


def test_money_gone_there_is_the_urgent_lane(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    paid = read("ordinary", stage=StageReading("paid"), judgements=(BAD,))
    result = assess(Case(), paid, matrix, limits)
    assert (result.stage, result.step.kind, result.step.detail) == ("paid", "urgent", "paid")
    harmless = assess(Case(), replace(paid, judgements=(ODD,)), matrix, limits)
    assert harmless.stage == "none"


def test_a_life_comes_before_any_list(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    assert assess(Case(), read("distress", judgements=(BAD,)), matrix, limits).step.kind == "distress"


def test_what_they_made_sure_of_does_not_take_it_off_the_list(read: Read, matrix: Matrix, limits: Thresholds) -> None:
    """Attack: "是官方的，我核实过" beside the scammer's link."""
    sure = read("ordinary", stage=StageReading(verified=True), judgements=(BAD,))
    assert assess(Case(), sure, matrix, limits).verdict == "suspect"
