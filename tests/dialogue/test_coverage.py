"""Every way a frightened person talks is among the conversations, for every group and every family."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from bot.report.transcripts import conversations, coverage
from db.files import CONTENT, read_yaml

FLOWS = [
    "greeting",
    "who_are_you",
    "thanks",
    "bye",
    "abuse",
    "nonsense",
    "out_of_scope",
    "ordinary",
    "knowledge",
    "service",
    "human",
    "lead",
    "picture",
    "receipt",
    "fragments",
    "follow_up",
    "came_again",
    "next_move",
    "case",
    "family_card",
    "report_script",
    "type_more",
    "repeat",
    "record",
    "forget",
    "remember",
    "distress",
    "urgent_paying",
    "urgent_paid",
    "paid_later",
    "disclosed",
    "live",
    "unclear",
    "question",
    "free_answer",
    "stop_early",
    "verdict",
    "disagree",
    "insist",
    "wont_listen",
    "helper",
    "teller",
    "community_worker",
    "teacher",
    "implicated",
    "minor",
    "group_told",
    "group_guessed",
    "group_changed",
    "also",
    "second_scam",
    "correction",
    "repetition",
    "elder_wording",
]
LEAST = 150
ITEMS = list(conversations())


def test_there_are_enough_and_each_has_a_name_of_its_own() -> None:
    names = Counter((item["file"], item["name"]) for item in ITEMS)
    assert len(ITEMS) >= LEAST
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("flow", FLOWS)
def test_each_flow_is_walked_at_least_twice(flow: str) -> None:
    assert sum(flow in item["flows"] for item in ITEMS) >= 2


def test_no_flow_is_misspelt() -> None:
    assert {flow for item in ITEMS for flow in item["flows"]} <= set(FLOWS)


def test_each_group_and_each_family_speaks() -> None:
    groups = Counter(item.get("group") for item in ITEMS)
    families = Counter(item.get("family") for item in ITEMS)
    wanted = [item["id"] for item in read_yaml(CONTENT / "groups.yml")["groups"]]
    assert [group for group in wanted if groups[group] < 2] == []
    assert [family for family in read_yaml(CONTENT / "catalogue.yml")["families"] if families[family] < 3] == []


def test_the_report_counts_each_conversation_once_for_a_flow() -> None:
    items: list[dict[str, Any]] = [{"flows": ["live", "live", "helper"], "group": "elderly"}, {"flows": ["live"]}]
    flows, groups, counts = coverage(items)
    assert flows == ["helper", "live"]
    assert counts["live", "elderly"] == 1
    assert sum(counts["live", group] for group in groups) == 2
