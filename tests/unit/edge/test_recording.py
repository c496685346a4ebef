"""From an answered message to what is recorded of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.edge.reader import Message
from bot.edge.recording import entry_of
from db.assessments import Entry

KEEP = timedelta(days=30)


def _entry(text: str = "他让我转钱", choice: str = "", case: dict[str, Any] | None = None, **more: Any) -> Entry:
    assessed = {"intent": "scam", "type": "loan_fake", "verdict": "alarm", "stage": "contact", "knowledge": 7, **more}
    assessed["ranking"] = [{"type": "loan_fake", "probability": 0.8}]
    assessed["signals"] = [{"id": "fee_first", "quote": "我叫王小明"}]
    payload = {"assessed": assessed, "case": case or {}, "read": {"kind": more.pop("kind", "verdict")}}
    return entry_of(Message("p", "m", text, choice, "web", False, place="k1"), payload, KEEP)


def test_everything_staff_need_is_there() -> None:
    entry = _entry(case={"group": "student"})
    assert (entry.channel, entry.place, entry.text, entry.intent, entry.type) == (
        "web",
        "k1",
        "他让我转钱",
        "scam",
        "loan_fake",
    )
    assert (entry.verdict, entry.stage, entry.group, entry.kind, entry.knowledge) == (
        "alarm",
        "contact",
        "student",
        "verdict",
        7,
    )
    assert (entry.ranking, entry.told, entry.doubt, entry.private) == ((("loan_fake", 0.8),), True, "", False)


def test_names_go_before_anything_is_stored() -> None:
    entry = _entry("我叫王小明，他让我转钱")
    assert "王小明" not in entry.text + str(entry.signals)


def test_a_choice_has_no_words() -> None:
    entry = _entry("。", "tell:case")
    assert (entry.text, entry.choice) == ("", "tell:case")


@pytest.mark.parametrize(("more", "case"), [({"kind": "distress"}, {}), ({}, {"group": "minor"})])
def test_the_words_of_a_child_and_of_who_may_die_are_private(more: dict[str, Any], case: dict[str, Any]) -> None:
    assert _entry(case=case, **more).private


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"intent": "smalltalk", "verdict": "none", "stage": "none"}, False),
        ({"intent": "ordinary", "verdict": "none", "stage": "none"}, True),
        ({"intent": "thanks", "verdict": "none", "stage": "paid"}, True),
    ],
)
def test_a_greeting_is_no_matter(more: dict[str, Any], told: bool) -> None:
    assert _entry(**more).told is told


def test_an_action_of_an_earlier_release_is_recorded_as_far_as_it_goes() -> None:
    message = Message("p", "m", "他让我转钱", "", "web", False)
    assert entry_of(message, {"blocks": []}, KEEP) == Entry("web", text="他让我转钱", keep=KEEP)
