"""Model and words of different releases: for two seconds in a swap, for long after a rollback of the model alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.reply.blocks import Listener
from bot.reply.compose import compose
from bot.triage.assess import assess
from bot.triage.case import Case, load_case
from bot.triage.posterior import Matrix
from bot.triage.reading import Reading
from bot.triage.verdict import Thresholds
from db.knowledge import Knowledge

GONE = "signal_of_another_release"
CASE = Case(
    type="brushing_task", verdict="alarm", stage="contact", types={"brushing_task": 0.9, "type_that_was": 0.1},
    answers={GONE: "yes"}, asked=(GONE,), pending=GONE, quotes=((GONE, "他说的"),), also=("type_that_was",),
)  # fmt: skip


@pytest.mark.parametrize("said", ["是的", "不是", "他让我充钱做福利单"])
def test_a_case_with_a_signal_that_the_model_does_not_know(
    said: str, matrix: Matrix, limits: Thresholds, read: Callable[..., Reading]
) -> None:
    assert all(GONE not in signals for signals in matrix.values())
    case = load_case(CASE.dump())
    found = assess(case, read(intent="affirm", text=said, brushing_task=0.9), matrix, limits)
    assert found.verdict == "alarm"


@pytest.mark.parametrize(
    "step",
    [("ask", GONE), ("verdict", ""), ("urgent", "paid"), ("tell", "next"), ("tell", "again"), ("group", "no_such")],
)
@pytest.mark.parametrize("channel", ["web", "kiosk", "phone"])
def test_words_without_what_the_model_names(step: tuple[str, str], channel: str, knowledge: Knowledge) -> None:
    kind, detail = step
    assessment = {
        "step": {"kind": kind, "detail": detail},
        "case": CASE.dump(),
        "signals": [{"id": GONE, "quote": "他说的"}],
    }
    blocks = compose(assessment, Listener(channel=channel), knowledge).blocks
    assert any(block["type"] == "text" and block["text"] for block in blocks)
