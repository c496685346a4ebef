"""A wall clock that jumps: the edges', which alone reckon with it. The clock is injected into their Python."""

from __future__ import annotations

from bot.chaos.faults.base import Fault
from bot.chaos.machine import Machine
from bot.chaos.metrics import Alert

_HOUR = 3600


class ClockAhead(Fault):
    """The edges' clock jumps ahead, and back again."""

    name, meaning = "clock_ahead", "clock of the edges jumps 1 h ahead, after 12 s back (injected)"
    seconds = 12.0
    logged = ("the clock jumped",)
    alert = Alert("edge", "assistant_clock_jumps_total")
    offset = _HOUR

    async def begin(self, machine: Machine) -> None:
        """Jump."""
        machine.set_clock(self.offset)

    async def end(self, machine: Machine) -> None:
        """Jump back."""
        machine.set_clock(0)


class ClockBack(ClockAhead):
    """The other way round."""

    name, meaning = "clock_back", "clock of the edges jumps 1 h back, after 12 s ahead (injected)"
    offset = -_HOUR
