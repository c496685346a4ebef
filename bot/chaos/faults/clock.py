"""A wall clock that jumps, by libfaketime in the edges, which alone reckon with it."""

from __future__ import annotations

from bot.chaos.faults.base import Fault
from bot.chaos.machine import FAKETIME, Machine
from bot.chaos.metrics import Alert


class ClockAhead(Fault):
    """The edges' clock jumps ahead, and back again."""

    name, meaning = "clock_ahead", "clock jumps 1 h ahead, after 12 s back (libfaketime in the edges)"
    seconds = 12.0
    logged = ("the clock jumped",)
    alert = Alert("edge", "assistant_clock_jumps_total")
    offset = "+1h"

    def impossible(self, machine: Machine) -> str:
        """Say whether libfaketime is installed."""
        return "" if FAKETIME.exists() else "no libfaketime: apt-get install faketime"

    async def begin(self, machine: Machine) -> None:
        """Jump."""
        machine.set_clock(self.offset)

    async def end(self, machine: Machine) -> None:
        """Jump back."""
        machine.set_clock("+0")


class ClockBack(ClockAhead):
    """The other way round."""

    name, meaning = "clock_back", "clock jumps 1 h back, after 12 s ahead (libfaketime in the edges)"
    offset = "-1h"
