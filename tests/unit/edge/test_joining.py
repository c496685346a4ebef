"""Fragments are read together, and only where one alone says too little."""

from __future__ import annotations

import pytest

from bot.edge import joining
from db.fragments import Told


@pytest.mark.parametrize(
    ("intent", "kind", "weak"),
    [
        ("out_of_scope", "fallback", True),
        ("ordinary", "ordinary", True),
        ("scam", "ask", True),
        ("answer", "ask", False),
        ("scam", "verdict", False),
        ("scam", "urgent", False),
        ("smalltalk", "smalltalk", False),
    ],
)
def test_what_says_too_little(intent: str, kind: str, weak: bool) -> None:
    assert joining.is_weak({"read": {"intent": intent, "kind": kind}}) is weak


def test_an_answer_without_a_reading_is_taken_as_it_is() -> None:
    assert not joining.is_weak({"blocks": []})


@pytest.mark.parametrize(
    ("kind", "better"), [("verdict", True), ("ask", True), ("ordinary", True), ("fallback", False)]
)
def test_words_together_must_make_sense(kind: str, better: bool) -> None:
    assert joining.is_better({"read": {"kind": kind}}) is better


def test_pieces_grow_and_keep_what_was_thought_before_the_first() -> None:
    told = joining.next_told(None, "有人", {"none": 1.0})
    told = joining.next_told(told, "打电话来", {"loan_fake": 0.5})
    assert told == Told("有人，打电话来", {"none": 1.0})
    assert len(joining.together(Told("长" * 900, {}), "完")) == joining.MOST


def test_the_case_goes_back_to_what_was_thought_before() -> None:
    case = {"types": {"loan_fake": 0.5}, "stage": "paid"}
    assert joining.before(case, Told("有人", {"none": 1.0})) == {"types": {"none": 1.0}, "stage": "paid"}
    assert joining.before(None, Told("有人", {})) is None
