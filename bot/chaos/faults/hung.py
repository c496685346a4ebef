"""What lives but does not answer, or not in time."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

from bot.chaos.faults.base import Fault
from bot.chaos.machine import Machine
from bot.chaos.metrics import Alert


class RasaHung(Fault):
    """Rasa stops in the middle of turns; it keeps its connections."""

    name, meaning = "rasa_hung", "Rasa hung for 12 s (SIGSTOP)"
    seconds = 12.0
    logged = ("turn took longer", "rasa")
    alert = Alert("edge", "assistant_up", (("part", "rasa"),), 0)

    async def begin(self, machine: Machine) -> None:
        """Stop it."""
        self._pids = machine.pids("rasa")
        machine.kill(self._pids, signal.SIGSTOP)

    async def end(self, machine: Machine) -> None:
        """Let it go on."""
        machine.kill(self._pids, signal.SIGCONT)


class ActionsSlow(Fault):
    """The action server gets a twentieth of its time, in pieces of seconds."""

    name, meaning = "actions_slow", "action server slow for 20 s (runs 0.1 s of every 2 s)"
    seconds = 20.0
    logged = ("answers are slow", "actions is down")
    alert = Alert("edge", "assistant_turns_slow_total")

    async def begin(self, machine: Machine) -> None:
        """Begin to hold it."""
        self._task = asyncio.create_task(self._hold(machine))

    async def _hold(self, machine: Machine) -> None:
        while True:
            pids = machine.pids("actions")
            machine.kill(pids, signal.SIGSTOP)
            try:
                await asyncio.sleep(1.9)
            finally:
                machine.kill(pids, signal.SIGCONT)
            await asyncio.sleep(0.1)

    async def end(self, machine: Machine) -> None:
        """Let it go."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task


class DatabaseHung(Fault):
    """Every process of PostgreSQL stops; connections stay open."""

    name, meaning = "database_hung", "database hung for 12 s (SIGSTOP)"
    seconds = 12.0
    logged = ("database is down",)
    alert = Alert("edge", "assistant_up", (("part", "database"),), 0)

    async def begin(self, machine: Machine) -> None:
        """Stop it."""
        machine.database.freeze(True)

    async def end(self, machine: Machine) -> None:
        """Let it go on."""
        machine.database.freeze(False)
