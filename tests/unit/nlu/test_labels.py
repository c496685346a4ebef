"""Classes inside, labels outside."""

from __future__ import annotations

import pytest

from bot.nlu.labels import Classes, class_of, shown

CLASSES = Classes(("ordinary/chat", "ordinary/letters", "scam/loan_fake", "something_wrong", "thanks"))


@pytest.mark.parametrize(
    ("intent", "register", "name", "label"),
    [
        ("scam/loan_fake", "plain", "scam/loan_fake", "scam/loan_fake"),
        ("ordinary", "chat", "ordinary/chat", "ordinary"),
        ("ordinary", "", "ordinary", "ordinary"),
        ("service/human", "elder", "service", "service"),
        ("thanks", "", "thanks", "thanks"),
    ],
)
def test_what_a_class_is_called_inside_and_outside(intent: str, register: str, name: str, label: str) -> None:
    assert class_of(intent, register) == name
    assert shown(name) == label


def test_which_columns_are_what() -> None:
    assert CLASSES.types.tolist() == [False, False, True, False, False]
    assert CLASSES.scam.tolist() == [False, False, True, True, False]
    assert CLASSES.ordinary.tolist() == [True, True, False, False, False]
