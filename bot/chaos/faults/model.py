"""Models that cannot be loaded: rubbish, and the first half of a release."""

from __future__ import annotations

import asyncio
import json
import shutil
import urllib.error
import urllib.request
from pathlib import Path

from bot.chaos.faults.base import Fault
from bot.chaos.machine import Machine
from bot.chaos.metrics import Alert


class ModelCorrupt(Fault):
    """The model in place is overwritten with rubbish; then Rasa dies and has to start with it."""

    name, meaning = "model_corrupt", "model file overwritten with rubbish, then kill -9 of Rasa"
    logged = ("is broken",)
    alert = Alert("rasa", "assistant_model_fallbacks_total", (), 1)

    def model(self, machine: Machine) -> Path:
        """Return the model in place."""
        return machine.models / "current.tar.gz"

    def spoil(self, path: Path) -> None:
        """Write rubbish over the middle of it, in place."""
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 3)
            file.write(b"rubbish" * 50_000)

    async def begin(self, machine: Machine) -> None:
        """Spoil the model and kill Rasa."""
        shutil.copy2(self.model(machine), machine.folder / "whole.tar.gz")
        self.spoil(self.model(machine))
        machine.kill(machine.pids("rasa"))

    async def problems(self, machine: Machine) -> list[str]:
        """Put the whole model back for the next fault."""
        shutil.copy2(machine.folder / "whole.tar.gz", self.model(machine))
        return []


class ReleaseHalfWritten(ModelCorrupt):
    """A release is cut off in the middle of writing; Rasa is told to load it, and must then start with it."""

    name, meaning = "release_half_written", "half of a release: PUT into the running Rasa, then kill -9 of it"

    def spoil(self, path: Path) -> None:
        """Cut it in half."""
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size // 2)

    async def begin(self, machine: Machine) -> None:
        """Have the running Rasa load half of a model, as a swap would; then as for rubbish."""
        half = machine.folder / "half.tar.gz"
        shutil.copy2(self.model(machine), half)
        self.spoil(half)
        self.detail = (
            f"PUT of the half model: HTTP {await asyncio.to_thread(_put, machine.rasa_url, half)}, old model stays"
        )
        await asyncio.sleep(3)
        await super().begin(machine)


def _put(url: str, model: Path) -> int:
    body = json.dumps({"model_file": str(model)}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/model", body, headers, method="PUT")  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
