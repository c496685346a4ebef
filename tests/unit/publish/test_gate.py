"""The gate: what is refused, what is chance, and limits that must be whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.publish.gate import LIMITS, judge, read_limits

SERVED: dict[str, Any] = {
    "figures": {
        "types: top-1": 0.98, "types: missed (verdict none)": 0.003, "types: expected calibration error": 0.02,
        "harmless: alarm": 0.0, "harmless: alarm or suspect": 0.007, "stage: paid, recall": 0.92,
        "distress: heard": 0.92,
    },
    "types": {"brushing_task": {"count": 10, "right": 10}, "invest_platform": {"count": 10, "right": 9}},
}  # fmt: skip


def measured(types: dict[str, Any], figures: dict[str, float]) -> dict[str, Any]:
    """Return the served release's measurement with other figures."""
    return {"figures": {**SERVED["figures"], **figures}, "types": {**SERVED["types"], **types}}


@pytest.mark.parametrize(
    ("figures", "types", "refused"),
    [
        ({}, {}, []),
        ({"types: top-1": 0.971}, {}, []),
        ({"types: top-1": 0.969}, {}, ["types: top-1"]),
        ({"types: missed (verdict none)": 0.009}, {}, ["types: missed (verdict none)"]),
        ({"harmless: alarm": 1 / 146}, {}, []),
        ({"harmless: alarm": 2 / 146}, {}, ["harmless: alarm"]),
        ({"harmless: alarm or suspect": 0.03}, {}, ["harmless: alarm or suspect"]),
        ({"stage: paid, recall": 0.88}, {}, ["stage: paid, recall"]),
        ({"distress: heard": 0.91}, {}, ["distress: heard"]),
        ({"types: expected calibration error": 0.07}, {}, ["types: expected calibration error"]),
        ({}, {"brushing_task": {"count": 10, "right": 9}}, []),  # one text of ten is chance
        ({}, {"brushing_task": {"count": 10, "right": 8}}, ["brushing_task"]),
        ({}, {"brushing_task": {"count": 100, "right": 90}}, []),  # within the share
        ({"types: top-1": 1.0, "harmless: alarm or suspect": 0.0}, {}, []),
    ],
)
def test_what_is_refused(figures: dict[str, float], types: dict[str, Any], refused: list[str]) -> None:
    found = judge(measured(types, figures), SERVED, read_limits())
    assert [reason.what for reason in found] == refused
    assert all("%" in reason.message for reason in found)


def test_a_type_that_is_gone_counts_as_lost() -> None:
    new = {"figures": SERVED["figures"], "types": {"invest_platform": {"count": 10, "right": 9}}}
    assert [reason.what for reason in judge(new, SERVED, read_limits())] == ["brushing_task"]


def test_the_first_model_is_judged_alone() -> None:
    assert judge(SERVED, None, read_limits()) == []
    assert judge(measured({}, {"types: expected calibration error": 0.5}), None, read_limits()) != []


def test_only_required_types_refuse(tmp_path: Path) -> None:
    path = tmp_path / "gate.yml"
    path.write_text(LIMITS.read_text(encoding="utf-8").replace("required: all", "required: [invest_platform]"))
    new = measured({"brushing_task": {"count": 10, "right": 0}, "invest_platform": {"count": 10, "right": 0}}, {})
    assert [reason.what for reason in judge(new, SERVED, read_limits(path))] == ["invest_platform"]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("top1_loss:", "top2_loss:", "top1_loss"),
        ("top1_loss: 0.01", "top1_loss: high", "top1_loss"),
        ("top1_loss: 0.01", "top1_loss: -1", "top1_loss"),
    ],
)
def test_a_broken_limit_is_named(old: str, new: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "gate.yml"
    path.write_text(LIMITS.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=named):
        read_limits(path)
