"""What is asked for is enough, and not much more."""

from __future__ import annotations

import pytest

from bot.scale.needs import MESSAGES, ROOM, limit_of, needed, replicas, stations, without
from bot.scale.queueing import most, through

COST = {"edge": 8.0, "rasa": 6.0, "actions": 2.0, "database": 3.0, "redis": 0.1}


@pytest.mark.parametrize("rate", [20.0, 500.0])
def test_it_is_enough_and_survives_the_loss_of_a_fifth(rate: float) -> None:
    found = needed(COST, rate, within=1.0)
    assert found.times.p99 <= 1.0
    for station in stations(COST, found.processes):
        assert station.load(rate) <= ROOM + 1e-9
    lost = max(0, found.processes["rasa"] // 5)
    left = without(stations(COST, found.processes), "rasa", lost)
    assert through(left, rate, MESSAGES).p99 <= 1.0


def test_twice_the_messages_need_about_twice_as_much() -> None:
    one, two = (needed(COST, rate, within=1.0).processes for rate in (500.0, 1000.0))
    assert two["edge"] == pytest.approx(2 * one["edge"], abs=1)
    assert two["redis"] == 1


def test_a_slow_part_is_what_limits() -> None:
    assert limit_of(COST, "rasa", 4) == pytest.approx(4 * ROOM * 1000 / 6.0)
    assert limit_of({}, "redis") > 1_000


def test_replicas_add_up_until_the_database_holds_them_back() -> None:
    small = [most(replicas(COST, number, cores=16), 1.0, 8_000) for number in (1, 2, 4)]
    assert small[1] / small[0] == pytest.approx(2.0, rel=0.1)
    assert small[2] / small[0] == pytest.approx(4.0, rel=0.15)
    assert most(replicas(COST, 64, cores=1), 1.0, 8_000) < 340  # one core at three milliseconds
