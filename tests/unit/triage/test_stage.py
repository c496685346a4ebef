"""How far things have gone never falls, but by a correction."""

from __future__ import annotations

import itertools

import pytest

from bot.triage.reading import STAGES, StageReading
from bot.triage.stage import is_urgent, merge_stage, rank

PAIRS = list(itertools.product(STAGES, STAGES))


@pytest.mark.parametrize(("before", "now"), PAIRS)
def test_a_stage_never_falls(before: str, now: str) -> None:
    assert rank(merge_stage(before, StageReading(now))) == max(rank(before), rank(now))


@pytest.mark.parametrize(("before", "now"), PAIRS)
def test_a_correction_sets_it(before: str, now: str) -> None:
    assert merge_stage(before, StageReading(now, correction=True)) == now


@pytest.mark.parametrize("stage", ["", "unheard_of"])
def test_an_unknown_stage_counts_as_none(stage: str) -> None:
    assert rank(stage) == 0
    assert merge_stage(stage, StageReading("contact")) == "contact"
    assert merge_stage(stage, StageReading()) == "none"


@pytest.mark.parametrize("stage", STAGES)
def test_urgent_is_paying_paid_or_live(stage: str) -> None:
    assert is_urgent(stage, live=True)
    assert is_urgent(stage, live=False) is (stage in ("about_to_pay", "paid"))
