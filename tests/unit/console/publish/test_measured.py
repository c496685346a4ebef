"""What a release does better and worse: rules, false alarms, chart."""

from __future__ import annotations

from typing import Any

import pytest

from bot.console.pages.publish.chart import LEFT, MOST, WIDTH, chart
from bot.console.pages.publish.verdict import false_alarms, rules, summary
from bot.publish.gate import read_limits

NAMES = {"brushing_task": "点赞关注做任务", "ordinary": "平常的事"}


def text(verdict: str) -> dict[str, Any]:
    """Return a text whose outcome changed."""
    return {
        "text": f"给{verdict}",
        "before": {"type": "", "verdict": "none", "intent": "ordinary"},
        "after": {"type": "", "verdict": verdict, "intent": "scam"},
    }


def changed(type_id: str, before: float, after: float, **sides: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a type that changed."""
    return {"type": type_id, "count": 10, "before": before, "after": after, "better": [], "worse": [], **sides}


def test_every_rule_is_shown_with_its_numbers_and_what_the_gate_said() -> None:
    figures: list[dict[str, Any]] = [
        {"what": "types: top-1", "before": 0.90, "after": 0.85},
        {"what": "harmless: alarm", "before": 0.01, "after": 0.012},
        {"what": "types: expected calibration error", "before": None, "after": 0.03},
        {"what": "types: top-3", "before": 0.97, "after": 0.97},  # no rule looks at it
    ]
    types = [changed("brushing_task", 0.9, 0.6), changed("ordinary", 0.9, 0.8)]
    gate: dict[str, Any] = {"passed": False, "reasons": [{"what": "types: top-1"}, {"what": "brushing_task"}]}
    shown = rules(figures, types, gate, read_limits(), NAMES)
    assert [(one.name, one.before, one.after, one.is_kept) for one in shown] == [
        ("第一个就说对类型", 0.90, 0.85, False),
        ("正常的话被当成诈骗", 0.01, 0.012, True),
        ("说的把握和实际差多少", None, 0.03, True),
        ("变得最多的一种（点赞关注做任务）", 0.9, 0.6, False),
    ]
    assert [one.allowed for one in shown][:2] == ["最多降 1.0 个百分点", "最多升 0.7 个百分点"]


def test_a_false_alarm_is_a_harmless_text_that_is_warned_of_now() -> None:
    types = [
        changed("ordinary", 1, 0.8, worse=[text("alarm"), text("none"), text("suspect")]),
        changed("brushing_task", 1, 0.8, worse=[text("alarm")]),
    ]
    assert [one["text"] for one in false_alarms(types)] == ["给alarm", "给suspect"]
    assert summary(types) == "多认对 0 句，多认错 4 句，其中误报 2 句。"
    assert summary([]) == "检验的句子，新旧模型说的一样对。"


def test_losses_come_first_and_places_follow_the_shares() -> None:
    drawn = chart([changed("ordinary", 0.5, 1, better=[text("none")]), changed("brushing_task", 1, 0)], NAMES)
    assert [row.name for row in drawn.rows] == ["点赞关注做任务", "平常的事"]
    assert (drawn.rows[0].before, drawn.rows[0].after) == (LEFT + WIDTH, LEFT)
    assert drawn.rows[1].told == "▲ 多对 1 句"
    assert all(row.y < drawn.height for row in drawn.rows)


@pytest.mark.parametrize(("count", "rows", "left_out"), [(3, 3, 0), (MOST, MOST, 0), (64, MOST, 44)])
def test_of_many_types_those_that_changed_most_are_drawn(count: int, rows: int, left_out: int) -> None:
    drawn = chart([changed(f"t{n}", 0.5, n / 100) for n in range(count + 1) if n != 50][:count], {})
    assert (len(drawn.rows), drawn.left_out) == (rows, left_out)
