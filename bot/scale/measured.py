"""What a message costs, as it was measured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.scale.needs import PARTS
from bot.settings import ROOT

# the first that has the figures: `make bench` on a machine of its own, then the test beside other work
FILES = (ROOT / "docs" / "speed.json", ROOT / "docs" / "service-times.json")
# kept until somebody measures; round, and rather too much
ASSUMED = {"edge": 10.0, "rasa": 10.0, "actions": 3.0, "database": 4.0, "redis": 0.3}
ASSUMED_MEMORY = {"edge": 200, "rasa": 800, "actions": 200}


@dataclass(frozen=True)
class Measured:
    """Costs of a message and where they come from.

    Attributes:
        cost: CPU milliseconds of a message, by part.
        memory: megabytes of one process, by part.
        assumed: the parts whose cost nobody measured.
        source: the file, and what it says of itself.
    """

    cost: dict[str, float]
    memory: dict[str, int]
    assumed: frozenset[str]
    source: str


def read_measured(files: tuple[Path, ...] = FILES) -> Measured:
    """Return the newest figures that there are; what a file lacks comes from the next, then from assumptions."""
    told = [(file, _read(file)) for file in files]
    cost: dict[str, float] = {}
    memory: dict[str, int] = {}
    sources: list[str] = []
    for file, figures in told:
        new = {part: ms for part, ms in figures.get("cpu_ms", {}).items() if part in PARTS and part not in cost}
        if new:
            when = f", measured {figures['measured']}" if "measured" in figures else ""
            turns = f", {figures['turns']} turns" if "turns" in figures else ""
            machine = f", {figures['machine']}" if "machine" in figures else ""
            sources.append(f"docs/{file.name}{when}{turns}{machine}: {', '.join(sorted(new))}")
        cost |= new
        memory = {**figures.get("memory_mb", {}), **memory}
    assumed = frozenset(part for part in PARTS if part not in cost)
    return Measured(
        {**ASSUMED, **cost}, {**ASSUMED_MEMORY, **memory}, assumed, "; ".join(sources) or "nothing measured yet"
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found if isinstance(found, dict) else {}
