"""Who waits in a crowd is told by how fast the answers come."""

from __future__ import annotations

from itertools import count

import pytest

from bot.edge.channels.wechat import pace
from bot.edge.channels.wechat.answers import AT_ONCE
from bot.edge.channels.wechat.pace import Pace
from bot.edge.channels.wechat.setup import MOST_SECONDS


@pytest.mark.parametrize("seconds", [0.01, 0.05, 0.1])
def test_it_learns_how_fast_answers_come(seconds: float) -> None:
    asked = Pace()
    for number in range(100):
        asked.answered(number * seconds, crowded=True)
    assert asked.expected(99) == pytest.approx(100 * seconds, rel=0.02)


def test_quiet_hours_teach_nothing() -> None:
    asked = Pace()
    for hour in range(100):
        asked.answered(hour * 3600.0, crowded=False)
    assert asked.expected(0) == pace.GUESS


def test_a_pause_sends_nobody_away_who_is_being_answered() -> None:
    asked, now = Pace(), count(step=60)
    for _ in range(100):
        asked.answered(next(now), crowded=True)
    assert asked.expected(AT_ONCE) < MOST_SECONDS


def test_a_clock_that_goes_back_is_no_answer_before_its_time() -> None:
    asked = Pace()
    asked.answered(10.0, crowded=True)
    asked.answered(5.0, crowded=True)
    assert 0 < asked.expected(0) <= pace.GUESS
