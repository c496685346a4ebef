"""What comes of speech is counted for what it is: nothing wrong is called right, and only a key catches."""

from __future__ import annotations

import pytest

from bot.phone.turning import ANSWER, CONFIRM, UNCLEAR, Understood
from bot.report.phone import come_to, page

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


def test_the_page_tells_both_ways_apart() -> None:
    made = page([(POLICE, POLICE), (POLICE, TASK), (POLICE, Understood(UNCLEAR))])
    assert "| answered at once | 1/3 | 1/3 | 0/3 | 1/3 |" in made
    assert "| confirmed by key | 1/3 | 0/3 | 1/3 | 1/3 |" in made
