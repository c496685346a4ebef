"""Dates that fit together."""

from __future__ import annotations

from typing import Any

import pytest

from bot.check import dates
from bot.check.content import Content


def test_the_content_has_no_contradiction(content: Content) -> None:
    assert list(dates.check(content)) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"from": "2025-03", "until": "2024-01"}, "结束早于开始"),
        ({"from": "2025-03", "source": {"what": "x", "published": "2024-01"}}, "就报道过"),
        ({"from": "2024-01", "source": {"what": "x", "published": "2027-01", "checked": "2026-11"}}, "才发表"),
    ],
)
def test_contradictions_of_a_variant_are_told(
    content: Content, script: dict[str, Any], changes: dict[str, Any], told: str
) -> None:
    script["variants"] = [{"id": "x", **changes}]
    assert any(told in problem.message for problem in dates.check(content.alone(script)))


def test_a_script_reviewed_before_its_source_was_checked_is_told(content: Content, script: dict[str, Any]) -> None:
    script["reviewed"] = "2026-01-02"
    script["sources"] = [{"what": "x", "published": "2024", "checked": "2026-11"}]
    assert any("reviewed" in problem.message for problem in dates.check(content.alone(script)))
