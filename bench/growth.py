"""What ten times the content and ten times the examples cost: `python -m bench.growth`.

The smaller of the two is a tenth of our examples with our content; the larger has all
examples, and ten times our signals, evidence and answers (synthetic: other characters,
same shape). Both are trained as `make train` trains, and answer behind their own edge.
Training is compared by CPU seconds, which hardly depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Tell, in_turn, stretch
from bench.plan import Plan
from bench.report import GROWTH, write_growth
from bench.rows import AT_MOST, Row
from bench.side import Side, our_environment, our_side
from bench.synthetic import keep_each, multiply_content
from bench.texts import load_texts
from bot.settings import ROOT
from db.loader import load_content
from db.migrate import migrate
from db.session import make_engine

VAR = ROOT / "var" / "bench"
TIMES = 10
WARM_UP = 200


@dataclass(frozen=True)
class Trained:
    """One of the two, trained.

    Attributes:
        side: not started yet.
        cpu: seconds of CPU of its training.
        seconds: of its training, by the clock.
        words: how much there is, for the table.
    """

    side: Side
    cpu: float
    seconds: float
    words: str


def make(name: str, every: int, times: int, tell: Tell) -> Trained:
    """Make a database of so much, and train on it."""
    var = VAR / name
    shutil.rmtree(var, ignore_errors=True)
    (var / "models").mkdir(parents=True)
    environment = our_environment(var, var / "models")
    environment["DATABASE_URL"] = f"sqlite:///{var / 'assistant.db'}"
    engine = make_engine(environment["DATABASE_URL"])
    migrate(engine)
    load_content(engine)
    kept = keep_each(engine, every)
    there = multiply_content(engine, times)
    engine.dispose()
    words = ", ".join([f"{kept:,} examples", *(f"{number:,} {what}" for what, number in there.items())])
    tell(f"{name}: training on {words}")
    cpu, seconds = _timed([sys.executable, "-m", "bot", "train"], environment)
    tell(f"{name}: {cpu:.0f} s of CPU, {seconds:.0f} s")
    return Trained(our_side(environment), cpu, seconds, words)


def _timed(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - begun


def measure(rounds: int, seconds: float, tell: Tell) -> list[Row]:
    """Train both, have both answer one message after the other, in turn."""
    small, large = make("small", TIMES, 1, tell), make("large", 1, TIMES, tell)
    sides, texts = (small.side, large.side), load_texts()
    try:
        for side in sides:
            tell(f"first answer after {side.start():.1f} s")
            stretch(side, Plan(texts, lines=1, count=WARM_UP, start=len(texts) - WARM_UP))
        plan = Plan(texts, lines=1, seconds=seconds)
        low, high = in_turn(sides, [plan, plan], rounds, tell)
    finally:
        for side in sides:
            side.stop()
    what = "10× content and 10× examples (a tenth of ours → all of ours and synthetic content)"
    trained = [f"{one.cpu:.0f} s of CPU ({one.words})" for one in (small, large)]
    return [
        Row("turn_10x", f"{what}: p50 of a turn", AT_MOST, 1.5, high.p50 / low.p50, "×", *_said(low.p50, high.p50)),
        Row("training_10x", f"{what}: training", AT_MOST, 12.0, large.cpu / small.cpu, "×", *_two(trained)),
    ]


def _said(low: float, high: float) -> tuple[str, str]:
    return _two([f"{1000 * low:.1f} ms", f"{1000 * high:.1f} ms"])


def _two(values: list[str]) -> tuple[str, str]:
    """Return what goes into the two last columns: both are ours."""
    return "–", " → ".join(values)


def main() -> int:
    """Run; returns the exit code."""
    example = "example: python -m bench.growth --rounds 1 --seconds 5 --dry-run"
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__, epilog=example)
    parser.add_argument("--rounds", type=int, default=3, help="of answers, in turn (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=15.0, help="of a round (default: %(default)s)")
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    given, begun = parser.parse_args(), time.monotonic()

    def tell(line: str) -> None:
        print(f"· {time.monotonic() - begun:5.0f} s  {line}", file=sys.stderr, flush=True)

    rows = measure(given.rounds, given.seconds, tell)
    for row in rows:
        print(f"{row.what}: {row.value:.2f}× (goal ≤ {row.goal}×): {row.ours}")
    if not given.dry_run:
        write_growth(rows)
        print(f"written: {Path(GROWTH).name}; `python -m bench` shows it in docs/speed.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
