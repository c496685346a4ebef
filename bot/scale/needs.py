"""What a number of messages a second needs. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.scale.queueing import Station, Times, through

PARTS = ("edge", "rasa", "actions", "database", "redis")
SHARED = frozenset({"database"})  # its cores take from one queue
ROOM = 0.6  # share of a process's time that is used on a bad evening: one in three machines may fail
MESSAGES = 12_000  # simulated for one figure
_OTHERS = 0.001  # seconds; a part that was measured as nothing still takes its turn


@dataclass(frozen=True)
class Needs:
    """What it takes.

    Attributes:
        rate: messages a second.
        processes: of each part; the database's are cores.
        times: how long messages stay then.
    """

    rate: float
    processes: dict[str, int]
    times: Times


def stations(cost: Mapping[str, float], processes: Mapping[str, int]) -> list[Station]:
    """Return what a message passes.

    Args:
        cost: CPU milliseconds of a message, by part.
        processes: how many of each part.
    """
    return [
        Station(part, max(cost.get(part, 0.0) / 1000, _OTHERS / 10), processes[part], part in SHARED) for part in PARTS
    ]


def replicas(cost: Mapping[str, float], number: int, cores: int) -> list[Station]:
    """Return so many machines, each with an edge, a Rasa and its actions, before one database and one Redis."""
    return stations(cost, {"edge": number, "rasa": number, "actions": number, "database": cores, "redis": 1})


def needed(cost: Mapping[str, float], rate: float, within: float) -> Needs:
    """Return what is needed for 99 of 100 messages to be answered within so many seconds.

    Redis is one process and is not multiplied here: `limit_of` says how far it goes.
    """
    wanted = {part: max(1, math.ceil(rate * cost.get(part, 0.0) / 1000 / ROOM)) for part in PARTS}
    wanted["redis"], pods = 1, max(wanted["rasa"], wanted["actions"])
    wanted |= {"rasa": pods, "actions": pods}  # they share a pod
    while True:
        times = through(stations(cost, wanted), rate, MESSAGES)
        if times.p99 <= within:
            return Needs(rate, wanted, times)
        wanted = {part: number if part == "redis" else math.ceil(number * 1.1) for part, number in wanted.items()}


def limit_of(cost: Mapping[str, float], part: str, processes: int = 1) -> float:
    """Return how many messages a second a part can take with room to spare."""
    return processes * ROOM * 1000 / max(cost.get(part, 0.0), _OTHERS)


def without(found: Sequence[Station], part: str, lost: int) -> list[Station]:
    """Return the stations after some processes of a part were lost."""
    return [replace(station, servers=station.servers - lost) if station.name == part else station for station in found]
