"""One fault from a sound system to a sound system, with residents writing all the while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.chaos.count import Counted, ask_again, count
from bot.chaos.doors import Door
from bot.chaos.faults.base import Fault
from bot.chaos.load import Load
from bot.chaos.machine import Machine, NotReached
from bot.chaos.metrics import fires
from bot.chaos.said import REAL, STORIES, Said

BEFORE, AFTER = 3.0, 3.0
RECOVERY_SECONDS = 90.0
LOOK_SECONDS = 0.5
TOLD_SECONDS = 60.0  # as long as it takes, on a busy machine
Say = Callable[[str], None]


@dataclass
class Trial:
    """What one fault came to.

    Attributes:
        name: of the fault.
        meaning: what broke.
        database: kind of it.
        counted: what residents noticed.
        recovery: seconds from the end of the trouble to the next real answer with everything ready; None: never.
        logged: the log line that told the operator, empty if none did.
        alert: the metric that should, and whether it did.
        problems: what else was wrong.
        detail: what the fault found out itself.
        skipped: why it could not be tried.
    """

    name: str
    meaning: str
    database: str
    counted: Counted = field(default_factory=Counted)
    recovery: float | None = None
    logged: str = ""
    alert: str = ""
    alerted: bool = True
    problems: list[str] = field(default_factory=list)
    detail: str = ""
    skipped: str = ""

    @property
    def fine(self) -> bool:
        """Say whether everything held that must."""
        told = bool(self.logged) and self.alerted
        return bool(self.skipped) or (self.counted.fine and self.recovery is not None and told and not self.problems)


class Operator:
    """Watches log and metrics while something is broken."""

    def __init__(self, machine: Machine, fault: Fault) -> None:
        """Remember how both stand."""
        self._machine, self._fault = machine, fault
        self._begun = machine.log_size()
        self._before = self._scrape()
        self.alerted = fault.alert is None

    def _scrape(self) -> str:
        return self._machine.metrics(self._fault.alert.process) if self._fault.alert else ""

    async def watch(self) -> None:
        """Look at the metrics until cancelled."""
        while not self.alerted:
            now = await asyncio.to_thread(self._scrape)
            self.alerted = bool(self._fault.alert and fires(self._fault.alert, self._before, now))
            await asyncio.sleep(LOOK_SECONDS)

    async def told(self, seconds: float) -> None:
        """Wait until log and metric have told, a while at most."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            logged = await asyncio.to_thread(self.logged)
            if logged and self.alerted:
                break
            await asyncio.sleep(LOOK_SECONDS)

    def logged(self) -> str:
        """Return the first line that tells of the fault."""
        for line in self._machine.log_since(self._begun):
            if any(wanted in str(line["event"]) for wanted in self._fault.logged):
                return f"{line['process']}: {line['event']}"
        return "" if self._fault.logged else "nothing to tell"


async def _recovered(machine: Machine, door: Door, census: Mapping[str, int]) -> float | None:
    """Return the seconds until every process is back, all is ready and a stranger gets a real answer."""
    begun = time.monotonic()
    while time.monotonic() - begun < RECOVERY_SECONDS:
        if await asyncio.to_thread(machine.census) == census and await asyncio.to_thread(machine.is_ready):
            probe = Said(
                door.name, f"probe{time.monotonic_ns()}", str(time.monotonic_ns()), STORIES[0], time.monotonic()
            )
            if (await door.say(probe)).kind == REAL:
                return time.monotonic() - begun
        await asyncio.sleep(0.3)
    return None


async def try_fault(fault: Fault, machine: Machine, doors: Mapping[str, Door], per_second: float, say: Say) -> Trial:
    """Break one thing under load and count."""
    trial = Trial(fault.name, fault.meaning, machine.database.kind, skipped=fault.impossible(machine))
    trial.alert = str(fault.alert or "")
    if trial.skipped:
        return trial
    census = machine.census()
    operator, load = Operator(machine, fault), Load(list(doors.values()), per_second)
    running, watching = asyncio.create_task(load.run()), asyncio.create_task(operator.watch())
    await asyncio.sleep(BEFORE)
    say("breaking")
    await fault.begin(machine)
    try:
        await asyncio.sleep(fault.seconds)
    finally:
        await fault.end(machine)
    say("recovering")
    trial.recovery = await _recovered(machine, doors["service"], census)
    await operator.told(TOLD_SECONDS)
    await asyncio.sleep(AFTER)
    load.stop()
    await running
    say("asking again")
    trial.counted = await ask_again(load.said, doors, count(load.said))
    watching.cancel()
    trial.logged, trial.alerted, trial.detail = operator.logged(), operator.alerted, fault.detail
    try:
        trial.problems = await fault.problems(machine)
    except (NotReached, OSError) as error:
        trial.problems = [str(error)]
    return trial
