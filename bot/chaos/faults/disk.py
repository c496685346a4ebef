"""No room left on the disk with the database (SQLite) and the secrets."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from bot.chaos.faults.base import Fault
from bot.chaos.machine import Machine
from bot.chaos.metrics import Alert

_PIECE = 64 * 1024


class DiskFull(Fault):
    """A file takes all room; later somebody deletes it."""

    name, meaning = "disk_full", "disk full for 15 s (a small tmpfs holds VAR_DIR)"
    databases = ("sqlite",)
    seconds = 15.0
    logged = ("disk is down",)
    alert = Alert("edge", "assistant_up", (("part", "disk"),), 0)

    def impossible(self, machine: Machine) -> str:
        """Say whether VAR_DIR lies on a disk of its own."""
        return "" if os.path.ismount(machine.disk) else "cannot mount a tmpfs here: run as root"

    def _filler(self, machine: Machine) -> Path:
        return machine.disk / "filler"

    async def begin(self, machine: Machine) -> None:
        """Fill it to the last byte."""
        with self._filler(machine).open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * _PIECE)

    async def end(self, machine: Machine) -> None:
        """Make room again."""
        self._filler(machine).unlink()
