"""Tools of a publishing job that take milliseconds: the real interfaces, on files."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.nlu.exported import SIGNALS
from bot.publish.measuring import Measurement, measurement
from bot.publish.replicas import Answered, ReplicaFailed

Point = Callable[[str], None]
TYPES = frozenset({"brushing_task", "invest_platform"})


def nowhere(point: str) -> None:
    """Go on: nothing happens at this point."""


def die_at(wanted: str) -> Point:
    """Return what ends this process, as `kill -9` would, when it comes to a point."""

    def reached(point: str) -> None:
        if point == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


@dataclass
class FakeTrainer:
    """Writes the export's name as the model."""

    at: Point = nowhere
    trained: int = 0

    def train(self, export: Path, model: Path) -> None:
        """Write half of the file aside first, as real training does."""
        self.trained += 1
        name = json.loads((export / SIGNALS).read_text(encoding="utf-8"))["digest"]
        aside = model.with_name("half")
        aside.write_text(name[:10], encoding="utf-8")
        self.at("train.half")
        aside.write_text(name, encoding="utf-8")
        aside.replace(model)


@dataclass
class FakeMeasurer:
    """Finds the types that are named in `wrong` wrongly said, whatever the model."""

    wrong: frozenset[str] = frozenset()
    at: Point = nowhere
    measured: list[str] = field(default_factory=list)

    def measure(self, model: Path) -> Measurement:
        """Return a measurement of ten texts of each type and ten harmless ones."""
        self.at("measure.half")
        self.measured.append(model.read_text(encoding="utf-8"))
        items = [
            self._item(right, number) for right in (*sorted(TYPES), "ordinary", "distress") for number in range(10)
        ]
        return measurement(items, TYPES, self.measured_on())

    def _item(self, right: str, number: int) -> dict[str, object]:
        scam = right in TYPES
        best = "other" if right in self.wrong else right
        said = {
            "ranking": [{"type": best, "probability": 1.0 if best == right else 0.5}] if scam else [],
            "verdict": "alarm" if scam else "none",
            "intent": "scam" if scam else right,
            "stage": "paid",
        }
        return {"text": f"{right} {number}", "right": right, "stage": "paid", "register": "plain", "said": said}

    def measured_on(self) -> str:
        """Return the name of the only set."""
        return "ten of each"


@dataclass
class FakeReplicas:
    """Each replica is a file that names its model."""

    folder: Path
    names: tuple[str, ...] = ("one", "two")
    at: Point = nowhere
    broken: frozenset[str] = frozenset()  # these take a model and then do not answer with it
    slow: float = 0.01

    def urls(self) -> Sequence[str]:
        """Return the replicas."""
        return self.names

    def put(self, url: str, model: Path) -> None:
        """Load a model."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / url).write_text(model.read_text(encoding="utf-8"), encoding="utf-8")
        self.at(f"swap.put.{url}")

    def ask(self, url: str) -> Answered:
        """Answer with the model that was loaded."""
        if url in self.broken and self.has(url) != "old":
            raise ReplicaFailed(f"{url}: no answer")
        return Answered(self.has(url)[:12], "alarm", self.slow)

    def has(self, url: str) -> str:
        """Return the model of a replica."""
        path = self.folder / url
        return path.read_text(encoding="utf-8") if path.exists() else ""
