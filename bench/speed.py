"""The whole comparison, from nothing to rows: both sides made ready, started, put under load, ended."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.measuring import History, Sample, Tell, history, in_turn, stretch
from bench.plain_project import thinned, write_plain_project
from bench.plan import Plan
from bench.side import Side, our_environment, our_side, plain_side, quiet_environment
from bench.texts import load_texts
from bot.settings import ROOT
from db.files import read_examples

VAR = ROOT / "var" / "bench"
WARM_UP = 400  # turns on each side before anything is measured
SETTLE_SECONDS = 10  # until the second worker and the console are there too, which nobody waits for
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Extent:
    """How long everything takes.

    Attributes:
        turns: of ours in all before memory is read again.
        rounds: of load, plain and ours in turn.
        seconds: of a round.
        senders: with a long history, of ours; plain Rasa gets a quarter, it is slow there.
        every: plain Rasa is trained on each so many-th example only; 1 is all, and takes hours.
    """

    turns: int = 50_000
    rounds: int = 3
    seconds: float = 15.0
    senders: int = 8
    every: int = 10


@dataclass
class Measured:
    """Everything that was measured; (plain, ours) where it is two."""

    start: tuple[float, float] = (0.0, 0.0)
    full: list[Sample] = field(default_factory=list)
    half: list[Sample] = field(default_factory=list)
    same: list[Sample] = field(default_factory=list)
    history: list[History] = field(default_factory=list)
    rest: list[dict[str, int]] = field(default_factory=list)
    after: list[dict[str, int]] = field(default_factory=list)
    turns: int = 0


def ready_plain(every: int, tell: Tell) -> Path:
    """Return the plain project, trained; what was trained from the same files is used again."""
    folder, fresh = VAR / f"plain-{every}", VAR / "plain.new"
    examples = thinned(read_examples(), every)
    write_plain_project(fresh, examples)
    model = Path("models") / "plain.tar.gz"
    if (folder / model).exists() and _same(folder, fresh):
        shutil.move(folder / "models", fresh / "models")
        shutil.rmtree(folder)
        return fresh.rename(folder)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    tell("training the plain project, one epoch; this once takes long (docs/speed.md says how long)")
    command = [sys.executable, "-m", "bench.train_plain", str(folder)]
    subprocess.run(command, cwd=ROOT, env=quiet_environment(), check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return folder


def ready_ours(tell: Tell) -> dict[str, str]:
    """Return the environment of ours, with a fresh database; the model is a copy, so that nothing live is touched."""
    var, models = VAR / "ours", VAR / "models"
    shutil.rmtree(var, ignore_errors=True)
    for folder in (var, models):
        folder.mkdir(parents=True, exist_ok=True)
    for name in ("current.tar.gz", "current.tar.json"):
        if (kept := ROOT / "var" / "models" / name).exists():
            shutil.copy2(kept, models / name)
    environment = our_environment(var, models)
    tell("preparing ours: database, content and, where there is none for this content, a model")
    command = [sys.executable, "-m", "bot", "prepare"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return environment


def _same(one: Path, other: Path) -> bool:
    names = ("config.yml", "domain.yml", "data/nlu.yml", "data/rules.yml")
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def measure(extent: Extent, tell: Tell) -> Measured:
    """Measure everything but training."""
    texts, found = load_texts(), Measured()
    plain = plain_side(ready_plain(extent.every, tell))
    ours = our_side(ready_ours(tell))
    sides = (plain, ours)
    try:
        found.start = _started(sides, tell)
        time.sleep(SETTLE_SECONDS)
        found.rest = [_memory(side) for side in sides]
        for side in sides:
            stretch(side, Plan(texts, count=WARM_UP, start=len(texts) - WARM_UP))
        _under_load(found, sides, texts, extent, tell)
        found.history = [
            history(plain, texts, max(1, extent.senders // 4)),
            history(ours, texts, extent.senders),
        ]
        tell(f"message 400 against the first: plain {found.history[0].ratio:.2f}×, ours {found.history[1].ratio:.2f}×")
        found.turns = sum(sample.turns for samples in (found.full, found.half, found.same) for sample in samples[1:])
        _go_on(found, ours, texts, extent.turns, tell)
        time.sleep(SETTLE_SECONDS)
        found.after = [_memory(side) for side in sides]
    finally:
        for side in sides:
            side.stop()
    return found


def _started(sides: tuple[Side, Side], tell: Tell) -> tuple[float, float]:
    """Start one after the other, so that neither waits for the other's start."""
    seconds = [side.start() for side in sides]
    for side, took in zip(sides, seconds, strict=True):
        tell(f"{side.name:<10} first answer after {took:.1f} s")
    return seconds[0], seconds[1]


def _memory(side: Side) -> dict[str, int]:
    return {name: held for name, (held, _) in side.parts().items()}


def _under_load(found: Measured, sides: tuple[Side, Side], texts: tuple[str, ...], extent: Extent, tell: Tell) -> None:
    plan = Plan(texts, seconds=extent.seconds)
    tell("as much as they can answer:")
    found.full = in_turn(sides, [plan, plan], extent.rounds, tell)
    halves = [replace(plan, rate=sample.throughput / 2, lines=64, start=1000) for sample in found.full]
    tell("half of that, each of its own:")
    found.half = in_turn(sides, halves, extent.rounds, tell)
    tell("half of what plain Rasa can, both:")
    found.same = [found.half[0], *in_turn(sides[1:], [replace(halves[0], start=2000)], extent.rounds, tell)]


def _go_on(found: Measured, ours: Side, texts: tuple[str, ...], turns: int, tell: Tell) -> None:
    """Go on until ours has answered so many turns."""
    while found.turns < turns:
        sample = stretch(ours, Plan(texts, count=min(5000, turns - found.turns), start=found.turns))
        found.turns += max(sample.turns, 1)
        held = sum(_memory(ours).values()) / MEGABYTE
        tell(f"{found.turns} of {turns} turns, {sample.throughput:.0f} a second, {held:.0f} MB")
