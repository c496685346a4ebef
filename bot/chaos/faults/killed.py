"""kill -9 of each process."""

from __future__ import annotations

from pathlib import Path

from bot.chaos.faults.base import BOTH, Fault
from bot.chaos.machine import Machine
from bot.chaos.metrics import Alert

_STARTED = "process_start_time_seconds"


class EdgeKilled(Fault):
    """One of the two edges dies with turns under way."""

    name, meaning = "edge_killed", "kill -9 of one edge, turns under way"
    databases = BOTH
    logged = ("started",)
    alert = Alert("edge", _STARTED)

    async def begin(self, machine: Machine) -> None:
        """Kill the one whose metrics are looked at."""
        machine.kill([_first_edge(machine)])


class Killed(Fault):
    """Every process of one kind dies."""

    victims = ""  # a name that `Machine.pids` knows

    async def begin(self, machine: Machine) -> None:
        """Kill them, and nothing they started."""
        machine.kill(machine.pids(self.victims))


class EdgesKilled(Killed):
    """Both edges die at once: for a moment nobody listens."""

    name, meaning = "edges_killed", "kill -9 of both edges at once"
    victims = "edge"
    logged = ("started",)
    alert = Alert("edge", _STARTED)


class OneOfRasa(Fault):
    """One process of several that Rasa is; a stand-in is one."""

    place = 0  # among them, oldest first

    def impossible(self, machine: Machine) -> str:
        """Say whether Rasa has workers."""
        return "" if machine.rasas > 1 else "this Rasa has no workers"

    async def begin(self, machine: Machine) -> None:
        """Kill it, and nothing it started."""
        machine.kill([machine.pids("rasa")[self.place]])


class RasaWorkerKilled(OneOfRasa):
    """One of the workers of Rasa dies with turns under way."""

    name, meaning = "rasa_worker_killed", "kill -9 of one worker of Rasa, turns under way"
    databases = BOTH
    logged = ("another is started",)
    alert = Alert("rasa", _STARTED)
    place = 1  # after what forked it; the first worker's metrics are looked at


class RasaParentKilled(OneOfRasa):
    """What keeps the workers of Rasa dies; they serve on until there are others."""

    name, meaning = "rasa_parent_killed", "kill -9 of what keeps Rasa's workers"
    logged = ("is gone: it serves on",)
    alert = Alert("rasa", _STARTED)
    seconds = 40.0  # until the new workers are there and the old ones have made room


class RasaKilled(Killed):
    """Every process of Rasa dies."""

    name, meaning = "rasa_killed", "kill -9 of Rasa with all its workers"
    victims = "rasa"
    logged = ("rasa",)
    alert = Alert("edge", "assistant_up", (("part", "rasa"),), 0)


class ActionsKilled(Killed):
    """The action server dies."""

    name, meaning = "actions_killed", "kill -9 of the action server"
    victims = "actions"
    logged = ("started",)
    alert = Alert("actions", _STARTED)


class ConsoleKilled(Killed):
    """The staff console dies: residents must not notice."""

    name, meaning = "console_killed", "kill -9 of the staff console"
    victims = "console"
    logged = ("started",)
    alert = Alert("console", _STARTED)


class SupervisorKilled(Killed):
    """What restarts everything dies itself; its processes live on, then make room for new ones."""

    name, meaning = "supervisor_killed", "kill -9 of the supervisor"
    victims = "supervisor"
    logged = ("the supervisor was killed",)
    alert = Alert("actions", _STARTED)
    seconds = 40.0  # until the old edges have made room too

    async def problems(self, machine: Machine) -> list[str]:
        """Require one of each process, two edges, and Rasa with its workers, under a new supervisor."""
        wanted = {"supervisor": 1, "actions": 1, "rasa": machine.rasas, "edge": 2, "console": 1}
        found = machine.census()
        return [] if found == wanted else [f"processes afterwards: {found}, not {wanted}"]


def _first_edge(machine: Machine) -> int:
    """Return the edge with number 0, whose metrics stand at the first port."""
    for pid in machine.pids("edge"):
        if b"PROCESS_NUMBER=0" in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
            return pid
    raise LookupError("no edge has PROCESS_NUMBER=0: see deploy/supervisord.conf")
