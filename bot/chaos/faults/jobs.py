"""Jobs of the database killed in the middle and run again, on a scratch database, while residents write."""

from __future__ import annotations

import asyncio
import json
import sys

from bot.chaos.databases import Postgres
from bot.chaos.faults.base import BOTH, Fault
from bot.chaos.machine import Machine
from bot.settings import ROOT


class JobsKilled(Fault):
    """Migration, loading of content, retention; publishing takes a training and is killed in its own test."""

    name, meaning = "jobs_killed", "kill -9 of migration, content load and retention at every point, run again"
    databases = BOTH

    async def begin(self, machine: Machine) -> None:
        """Have every job killed at many statements."""
        if isinstance(machine.database, Postgres):
            url = machine.database.new_database("scratch")
        else:
            url = f"sqlite:///{machine.disk / 'scratch.db'}"
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.chaos.points", url, cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )
        told, _ = await process.communicate()
        if process.returncode:
            self._problems, self.detail = ["the jobs could not be tried: see the lines above"], ""
            return
        found = json.loads(told)
        self.detail = ", ".join(f"{job}: {tries} points" for job, (tries, _) in found.items())
        self._problems = [f"{job}: {problem}" for job, (_, problems) in found.items() for problem in problems]

    async def problems(self, machine: Machine) -> list[str]:
        """Return what was not right after the second run."""
        return self._problems
