"""Nothing breaks: shows that the machine itself is quick enough for the rest to mean anything."""

from __future__ import annotations

from bot.chaos.faults.base import BOTH, Fault
from bot.chaos.machine import Machine


class Nothing(Fault):
    """Ten seconds of load."""

    name, meaning = "nothing", "nothing, for 10 s: the machine itself"
    databases = BOTH
    seconds = 10.0

    async def begin(self, machine: Machine) -> None:
        """Break nothing."""
