"""What a fault is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from bot.chaos.machine import Machine
from bot.chaos.metrics import Alert

BOTH = ("postgresql", "sqlite")


class Fault(ABC):
    """One thing that breaks while residents write.

    Attributes:
        name: for `--only`.
        meaning: what breaks, for the table.
        databases: with which kinds of database it is tried.
        seconds: how long the trouble lasts; 0 for a blow after which nobody does anything.
        logged: one of these must stand in a log line, as part of its event.
        alert: the metric that must tell.
        loses: messages may stay without an answer in time, and why; empty: none may.
    """

    name = ""
    meaning = ""
    databases: Sequence[str] = ("postgresql",)
    seconds = 0.0
    logged: Sequence[str] = ()
    alert: Alert | None = None
    detail = ""  # what the fault itself found out, for the table

    def impossible(self, machine: Machine) -> str:
        """Return why it cannot be tried here, empty where it can."""
        return ""

    @abstractmethod
    async def begin(self, machine: Machine) -> None:
        """Break it."""

    async def end(self, machine: Machine) -> None:  # noqa: B027 - after a blow there is nothing to do
        """Let the world outside be well again: the disk has room; our processes are left alone."""

    async def problems(self, machine: Machine) -> list[str]:
        """Return what else went wrong, looked at after the recovery."""
        return []
