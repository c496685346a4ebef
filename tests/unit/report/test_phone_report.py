"""What comes of speech is counted for what it is: nothing wrong is called right, and only a key catches."""

from __future__ import annotations

import pytest

from bot.phone.turning import ANSWER, CONFIRM, UNCLEAR, Understood
from bot.report.phone import Case, come_to, page
from bot.report.phone_saying import Told, sentences

POLICE, TASK = Understood(CONFIRM, "authority_police", "contact"), Understood(CONFIRM, "brushing_task", "contact")


@pytest.mark.parametrize(
    ("heard", "confirming", "wanted"),
    [
        (POLICE, False, "right"),
        (POLICE, True, "right"),
        (TASK, False, "wrong"),
        (TASK, True, "caught"),
        (Understood(ANSWER), True, "wrong"),  # answered without a key: nothing catches it
        (Understood(CONFIRM, "authority_police", "paid"), False, "wrong"),
        (Understood(UNCLEAR), False, "again"),
    ],
)
def test_what_a_caller_gets(heard: Understood, confirming: bool, wanted: str) -> None:
    assert come_to(POLICE, heard, confirming) == wanted


def case(heard: Understood, *ranking: str) -> Case:
    told = Told("authority_police", "authority_police", "公安说我涉嫌洗钱")
    return Case(told, "公案", POLICE, heard, ("authority_police",), ranking)


def test_the_page_tells_both_ways_apart() -> None:
    made = page([case(POLICE), case(TASK), case(Understood(UNCLEAR))])
    assert "| answered at once | 1/3 | 1/3 | 0/3 | 1/3 |" in made
    assert "| confirmed by key | 1/3 | 0/3 | 1/3 | 1/3 |" in made


def test_the_page_measures_against_the_truth() -> None:
    made = page([case(POLICE, "authority_police"), case(TASK, "a", "authority_police"), case(Understood(UNCLEAR))])
    assert "| true scam likeliest, of 1 | 3/3 | 1/3 |" in made
    assert "| true scam likeliest, of 3 | 3/3 | 2/3 |" in made
    assert '"yes" is right | 3/3 | 1/3 |' in made


def test_one_sentence_a_scam_is_said_and_none_with_what_was_masked() -> None:
    found = sentences(frozenset({"authority_police", "brushing_task"}), 2)
    assert [one.type for one in found] == ["authority_police", "brushing_task"]
    assert not any("〔" in one.text for one in found)
