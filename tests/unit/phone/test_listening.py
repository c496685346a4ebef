"""What a recording comes to: speech only suggests."""

from __future__ import annotations

from typing import Any

import pytest

from bot.phone import turning
from bot.phone.listening import reading_of
from bot.phone.turning import Understood

QUESTION = {"choices": [{"n": 1, "value": "answer:yes", "label": "是"}]}


@pytest.mark.parametrize(
    ("kind", "case", "wanted"),
    [
        ("verdict", {"type": "brushing_task", "verdict": "alarm"}, Understood("confirm", "brushing_task")),
        ("urgent", {"stage": "paid", "verdict": "alarm"}, Understood("confirm", "", "paid")),
        ("ask", {"verdict": "unclear", "type": "brushing_task", **QUESTION}, Understood("answer")),
        ("ask", {"verdict": "unclear"}, Understood("unclear")),
        ("distress", {}, Understood("answer")),
        ("ask_knowledge", {}, Understood("answer")),
        # Attack: something else was heard, and "没看出" sounds like "nothing is wrong".
        ("ordinary", {"verdict": "none"}, Understood("unclear")),
        ("fallback", {}, Understood("unclear")),
        ("", {}, Understood("unclear")),
    ],
)
def test_only_what_can_do_no_harm_is_answered_unconfirmed(kind: str, case: dict[str, Any], wanted: Understood) -> None:
    assert reading_of("有人打电话找我", {"read": {"kind": kind}, "case": case}) == wanted


@pytest.mark.parametrize("text", ["换人了", "换个人听", "换我儿子来，我来听", "我来说"])
def test_another_one_at_the_handset_is_heard(text: str) -> None:
    assert reading_of(text, {}).what == turning.HANDED_OVER


def test_a_story_about_changing_people_is_a_story() -> None:
    assert reading_of("客服说换人了让我把钱转到新的账户去", {}).what == turning.UNCLEAR
