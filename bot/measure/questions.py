"""Plays the clarifying questions of each text to their end, as a resident would answer them.

The right type answers: yes as often as its script says that the signal occurs,
and one answer in ten is wrong, as people mishear and forget.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

from bot.measure.figures import in_top, share
from bot.publish.assess import Assess
from bot.triage.posterior import NOISE, Matrix

Item = dict[str, Any]
_SEED = 7
_ROUNDS = 8  # far more than may ever be asked


def answer(type_id: str, signal_id: str, matrix: Matrix, chance: random.Random) -> str:
    """Return "yes" or "no" as somebody to whom `type_id` happens would answer, one in ten wrongly."""
    true = chance.random() < matrix.get(type_id, {}).get(signal_id, 0.0)
    wrong = chance.random() < NOISE
    return "yes" if true != wrong else "no"


def pending(said: Mapping[str, Any], matrix: Matrix) -> str:
    """Return the signal that is asked about, or an empty string."""
    step = said.get("step") or {}
    detail = str(step.get("detail") or "")
    known = any(detail in signals for signals in matrix.values())
    return detail if step.get("kind") == "ask" and known else ""


def play(items: list[Item], ask: Assess, matrix: Matrix) -> list[Item]:
    """Return the items with the last assessment in `said` and the number of questions in `asked`.

    Args:
        items: assessed texts with the right type in `right`.
        ask: assesses texts with metadata, as the door does.
        matrix: how often each signal occurs in each type.
    """
    chance = random.Random(_SEED)
    played = [{**item, "asked": 0} for item in items]
    for _ in range(_ROUNDS):
        open_ones = [item for item in played if pending(item["said"], matrix)]
        if not open_ones:
            break
        answers = [answer(item["right"], pending(item["said"], matrix), matrix, chance) for item in open_ones]
        metadata = [
            {"case": item["said"]["case"], "choice": f"answer:{given}"}
            for item, given in zip(open_ones, answers, strict=True)
        ]
        for item, said in zip(open_ones, ask(answers, metadata), strict=True):
            item.update(said=said, asked=item["asked"] + 1)
    return played


def question_figures(items: list[Item]) -> Iterator[tuple[str, float]]:
    """Yield (what, figure) for items that were played to the end."""
    yield "after questions: top-1", share(in_top(item["right"], item["said"]["ranking"], 1) for item in items)
    yield "after questions: asked, on average", sum(item["asked"] for item in items) / max(1, len(items))
    yield "after questions: asked, at most", float(max((item["asked"] for item in items), default=0))
