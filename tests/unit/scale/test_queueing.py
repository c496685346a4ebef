"""The simulation agrees with what queueing theory has in closed form."""

from __future__ import annotations

import random

import pytest

from bot.scale.queueing import Station, departures, erlang_c, most, through, work

NUMBER = 120_000


def waiting(station: Station, rate: float) -> float:
    """Return the average time spent in the queue."""
    return through([station], rate, NUMBER, seed=7).mean - station.seconds


@pytest.mark.parametrize("load", [0.3, 0.6, 0.8])
def test_one_server_with_exponential_times_waits_as_m_m_1(load: float) -> None:
    station = Station("one", 0.01, 1, spread=1.0)
    assert waiting(station, load / 0.01) == pytest.approx(0.01 * load / (1 - load), rel=0.08)


@pytest.mark.parametrize(("spread", "load"), [(0.0, 0.7), (0.5, 0.7), (1.0, 0.7), (1.5, 0.5)])
def test_one_server_waits_by_pollaczek_and_khinchine(spread: float, load: float) -> None:
    station = Station("one", 0.01, 1, spread=spread)
    expected = 0.01 * load / (1 - load) * (1 + spread**2) / 2
    assert waiting(station, load / 0.01) == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize(("servers", "load"), [(2, 0.7), (4, 0.8), (16, 0.9)])
def test_several_servers_with_one_queue_wait_by_erlang(servers: int, load: float) -> None:
    station = Station("many", 0.01, servers, shared=True, spread=1.0)
    offered = load * servers
    expected = erlang_c(servers, offered) * 0.01 / (servers - offered)
    assert waiting(station, offered / 0.01) == pytest.approx(expected, rel=0.12)


def test_erlang_of_one_server_is_its_load() -> None:
    assert erlang_c(1, 0.6) == pytest.approx(0.6)


def test_a_queue_for_each_waits_longer_than_one_for_all() -> None:
    apart = Station("apart", 0.01, 4, shared=False, spread=1.0)
    together = Station("together", 0.01, 4, shared=True, spread=1.0)
    assert waiting(apart, 320.0) > 1.5 * waiting(together, 320.0)


def test_first_come_is_first_served() -> None:
    assert departures([0.0, 0.1, 0.2], [1.0, 1.0, 1.0], 1, shared=True) == pytest.approx([1.0, 2.0, 3.0])
    assert departures([0.0, 0.1, 0.2], [1.0, 1.0, 1.0], 2, shared=True) == pytest.approx([1.0, 1.1, 2.0])
    assert departures([0.0, 0.1, 0.2], [5.0, 1.0, 1.0], 2, shared=False) == pytest.approx([5.0, 1.1, 6.0])


def test_twice_the_servers_take_twice_as_much() -> None:
    one = most([Station("one", 0.01, 1)], within=0.2, number=20_000)
    two = most([Station("two", 0.01, 2)], within=0.2, number=20_000)
    assert 60 < one < 100
    assert two / one == pytest.approx(2.0, rel=0.1)


def test_what_is_in_the_middle_holds_the_rest_back() -> None:
    wide, narrow = Station("wide", 0.001, 8), Station("narrow", 0.02, 1)
    assert most([wide, narrow, wide], within=0.5, number=20_000) < 50


def test_work_has_the_average_and_the_spread_that_were_asked_for() -> None:
    found = work(Station("s", 0.02, 1, spread=0.5), 50_000, random.Random(1))
    mean = sum(found) / len(found)
    deviation = (sum((one - mean) ** 2 for one in found) / len(found)) ** 0.5
    assert mean == pytest.approx(0.02, rel=0.02)
    assert deviation / mean == pytest.approx(0.5, rel=0.03)
    assert set(work(Station("s", 0.02, 1, spread=0.0), 5, random.Random(1))) == {0.02}


def test_the_same_seed_gives_the_same_page() -> None:
    stations = [Station("one", 0.01, 1)]
    assert through(stations, 50, 5_000, seed=3) == through(stations, 50, 5_000, seed=3)
