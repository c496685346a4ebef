"""docs/overview.md is what the content gives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.check.content import Content
from bot.report.overview import overview


def test_it_counts_fields_and_groups_of_each_type(content: Content) -> None:
    page = overview(content)
    for type_id, entry in content.types.items():
        assert f"| {entry['name']} | `{type_id}` |" in page
    assert "| **合计** |" in page


def test_each_pair_has_its_question(content: Content) -> None:
    page = overview(content)
    rows = [line for line in page.splitlines() if " / " in line and "？" in line]
    assert len(rows) == len(content.lists["lookalikes"])


def test_unconfirmed_sources_are_listed(content: Content, script: dict[str, Any]) -> None:
    script["sources"] = [{"what": "一件没查实的事", "from": "听说", "unconfirmed": True, "checked": "2026-11"}]
    scripts = {**content.scripts, "service_membership": script}
    assert "一件没查实的事" in overview(replace(content, scripts=scripts))
