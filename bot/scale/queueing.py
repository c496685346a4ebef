"""Queues with several servers, first come first served, simulated; pure and repeatable."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Station:
    """One kind of process that every message passes.

    Attributes:
        name: of the process.
        seconds: of work that a message needs there, on average.
        servers: how many there are; each does one thing at a time.
        shared: they take from one queue, as a database's cores do; otherwise each has a
            queue of its own and messages are dealt out in turn, as a proxy does.
        spread: standard deviation of the work as a share of its average; 0 is always the same.
    """

    name: str
    seconds: float
    servers: int
    shared: bool = False
    spread: float = 0.5

    def load(self, rate: float) -> float:
        """Return the share of its servers' time that `rate` messages a second need."""
        return rate * self.seconds / self.servers


@dataclass(frozen=True)
class Times:
    """How long messages stay, in seconds."""

    p50: float
    p99: float
    mean: float


def arrivals(rate: float, number: int, random_: random.Random) -> list[float]:
    """Return the times at which messages come, independent of each other, `rate` a second on average."""
    found, now = [], 0.0
    for _ in range(number):
        now += random_.expovariate(rate)
        found.append(now)
    return found


def work(station: Station, number: int, random_: random.Random) -> list[float]:
    """Return how long each message is worked on: a gamma distribution with the station's average and spread."""
    if station.spread <= 0:
        return [station.seconds] * number
    shape = 1 / station.spread**2
    return [random_.gammavariate(shape, station.seconds / shape) for _ in range(number)]


def departures(came: Sequence[float], worked: Sequence[float], servers: int, shared: bool) -> list[float]:
    """Return when each message leaves a station.

    Args:
        came: when each came, in order.
        worked: how long each takes.
        servers: how many work at once.
        shared: one queue before all of them, or one for each, dealt out in turn.
    """
    free = [0.0] * servers
    left = []
    for number, (at, takes) in enumerate(zip(came, worked, strict=True)):
        if shared:
            done = max(at, heapq.heappop(free)) + takes
            heapq.heappush(free, done)
        else:
            done = free[number % servers] = max(at, free[number % servers]) + takes
        left.append(done)
    return left


def through(stations: Sequence[Station], rate: float, number: int, seed: int = 0) -> Times:
    """Send messages through stations one after the other and return how long they stay.

    The first tenth is not counted: the queues are still empty then.
    """
    random_ = random.Random(seed)
    came = arrivals(rate, number, random_)
    began = now = came
    for station in stations:
        left = departures(now, work(station, number, random_), station.servers, station.shared)
        order = sorted(range(number), key=left.__getitem__)
        now, began = [left[index] for index in order], [began[index] for index in order]
    stayed = [end - begin for begin, end in zip(began, now, strict=True)][number // 10 :]
    ordered = sorted(stayed)
    return Times(_percentile(ordered, 0.5), _percentile(ordered, 0.99), sum(stayed) / len(stayed))


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def most(stations: Sequence[Station], within: float, number: int, seed: int = 0) -> float:
    """Return how many messages a second pass with 99 of 100 within so many seconds."""
    low, high = 0.0, 1 / max(station.seconds / station.servers for station in stations)
    for _ in range(12):
        middle = (low + high) / 2
        if through(stations, middle, number, seed).p99 <= within:
            low = middle
        else:
            high = middle
    return low


def erlang_c(servers: int, load: float) -> float:
    """Return the probability that a message must wait, in a queue with one line and exponential times.

    Args:
        servers: how many there are.
        load: messages a second times seconds of each, below `servers`.
    """
    terms = sum(load**k / math.factorial(k) for k in range(servers))
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (terms + last)
