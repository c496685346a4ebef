"""The case: at most 2 KB, comes back as it went, and is never trusted blindly."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.triage.case import MAX_BYTES, Case, Choice, load_case, remembered

FULL = Case(
    types={"brushing_task": 0.61, "loan_fake": 0.2, "none": 0.19},
    answers={"asks_prepay": "yes", "asks_code": "unsure"},
    quotes=(("asks_prepay", "让我先垫五百"),),
    stage="paid",
    live=True,
    verdict="alarm",
    type="brushing_task",
    also=("loan_fake",),
    asked=("asks_prepay", "open"),
    pending="asks_code",
    choices=(Choice(1, "answer:yes", "是"), Choice(2, "answer:no", "不是")),
    group="student",
    group_asked=True,
    helper="relative",
    consent=False,
    said=("verdict", "urgent:paid"),
    channels=("工商银行",),
    amounts=(5000.0, 88.5),
    when="昨天下午3点",
    turns=7,
)


def _bytes(case: Case) -> int:
    return len(json.dumps(case.dump(), ensure_ascii=False).encode())


def _overfull() -> list[Case]:
    """Return cases that pass 2 KB by one field after another, then by all."""
    more: list[dict[str, Any]] = [
        {"quotes": tuple((f"signal_{n}", "他说的话" * 40) for n in range(12))},
        {"said": tuple(f"paragraph:{'x' * 40}:{n}" for n in range(100))},
        {"choices": tuple(Choice(n, f"group:{n}", "一种很长的选择" * 10) for n in range(1, 30))},
        {"types": {f"type_{'x' * 30}_{n}": 0.01 for n in range(64)}},
        {"answers": {f"signal_{'x' * 30}_{n}": "yes" for n in range(64)}},
    ]
    merged: dict[str, Any] = {key: value for item in more for key, value in item.items()}
    return [replace(FULL, **item) for item in [*more, merged]]


@pytest.mark.parametrize("case", [Case(), FULL, *_overfull()])
def test_a_dump_never_passes_two_kilobytes(case: Case) -> None:
    assert _bytes(case) <= MAX_BYTES


@pytest.mark.parametrize("case", _overfull())
def test_what_matters_survives_the_cut(case: Case) -> None:
    kept = load_case(case.dump())
    for name in (
        "stage",
        "live",
        "verdict",
        "type",
        "also",
        "group",
        "helper",
        "consent",
        "pending",
        "turns",
        "channels",
    ):
        assert getattr(kept, name) == getattr(FULL, name), name
    assert max(kept.types, key=lambda key: kept.types[key]) == max(case.types, key=lambda key: case.types[key])


@pytest.mark.parametrize("case", [Case(), FULL, replace(FULL, consent=True), replace(FULL, choices=(), quotes=())])
def test_a_case_comes_back_as_it_went(case: Case) -> None:
    assert load_case(json.loads(json.dumps(case.dump()))) == case


@pytest.mark.parametrize("case", _overfull())
def test_a_cut_case_comes_back_as_it_was_cut(case: Case) -> None:
    data = case.dump()
    assert load_case(data).dump() == data


def test_an_empty_case_is_next_to_nothing() -> None:
    assert Case().dump() == {"format": 1}


@pytest.mark.parametrize(
    "data",
    [None, {}, [], "case", {"format": 2, "stage": "paid"}, {"stage": "paid"}, {"format": 1, "choices": 5},
     {"format": 1, "choices": [{"n": 1}]}, {"format": 1, "quotes": [["one"]]}, {"format": 1, "said": 3}],
)  # fmt: skip
def test_what_cannot_be_understood_is_a_stranger(data: Any) -> None:
    assert load_case(data) == Case()


def test_unknown_fields_are_left_out() -> None:
    assert load_case({"format": 1, "stage": "paid", "words": "他说的原话"}) == Case(stage="paid")


def test_only_type_stage_and_group_are_remembered() -> None:
    kept = remembered(replace(FULL, consent=True))
    assert (kept.type, kept.stage, kept.verdict, kept.group, kept.consent) == (
        "brushing_task",
        "paid",
        "alarm",
        "student",
        True,
    )
    assert (kept.quotes, kept.answers, kept.channels, kept.choices, kept.said, kept.pending) == ((), {}, (), (), (), "")
    assert "让我" not in json.dumps(kept.dump(), ensure_ascii=False)


def test_a_stranger_remembered_is_a_stranger() -> None:
    assert remembered(Case()) == Case()
