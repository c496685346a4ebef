"""`python -m tests.fuzz`: a million inputs over every parser, into docs/fuzz.md. Second half of `make chaos`.

It lies with the tests and not in `python -m bot`: it needs their fakes and their hostile files, and a fuzzer has no
place in what is deployed. Atheris gives coverage where scripts/attack-tools.sh has put it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.settings import ROOT, load_settings
from tests.fuzz.recorder import Outcome, read
from tests.fuzz.table import write_table
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS

TOTAL = 1_000_000
SEED = 20261126
TARGET_SECONDS = 7200
ATHERIS = ROOT / ".venv-attack" / "atheris"


def share_of(target: Target, total: int) -> int:
    """Return how many inputs a target gets."""
    return max(1, total * target.share // 1000)


def run_one(target: Target, total: int, seed: int, folder: Path) -> Outcome:
    """Run a target in a process of its own and say what came of it."""
    python = load_settings().media_python if target.in_media else sys.executable
    out, begun = folder / f"{target.name}.json", time.monotonic()
    command = [python, "-m", "tests.fuzz.one", target.name, str(share_of(target, total)), str(seed), str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ATHERIS), "PYTHONWARNINGS": "ignore", "TMPDIR": str(folder)}
    try:
        with (folder / f"{target.name}.log").open("wb") as log:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, timeout=TARGET_SECONDS, check=False
            )
        code = done.returncode
    except (OSError, subprocess.TimeoutExpired) as error:
        code = -1
        print(f"  {target.name}: {type(error).__name__}", flush=True)
    outcome = read(out)
    outcome.exit_code = code
    took, found = time.monotonic() - begun, len(outcome.crashes)
    print(
        f"  {target.name:<24} {outcome.inputs:>8,} inputs {took:>6.0f} s  {found} kinds of crash, exit {code}",
        flush=True,
    )
    return outcome


def run_all(targets: list[Target], total: int, seed: int, jobs: int) -> dict[str, Outcome]:
    """Run targets side by side, the largest first."""
    largest = sorted(targets, key=lambda target: -target.share)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        done = pool.map(lambda target: run_one(target, total, seed, Path(folder)), largest)
        return dict(zip((target.name for target in largest), done, strict=True))


def is_good(outcome: Outcome, wanted: int) -> bool:
    """Say whether all inputs were tried and none crashed."""
    return outcome.inputs >= wanted and not outcome.crashes and outcome.exit_code == 0


def main() -> int:
    """Fuzz; returns 1 when anything crashed or a target was not done."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--total", type=int, default=TOTAL, help="inputs over all parsers (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed, the same inputs where unguided")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--only", default="", help="targets with this in their name; writes nothing")
    arguments = parser.parse_args()
    targets = [target for target in TARGETS if arguments.only in target.name]
    print(f"{arguments.total:,} inputs, {len(targets)} parsers, seed {arguments.seed}", flush=True)
    outcomes = run_all(targets, arguments.total, arguments.seed, arguments.jobs)
    for name, outcome in outcomes.items():
        for where, crash in outcome.crashes.items():
            print(f"{name}: {where}: {crash['error']}\n  input {crash['input']}", file=sys.stderr)
    if not arguments.only:
        write_table(TARGETS, outcomes, arguments.seed, ROOT / "docs" / "fuzz.md")
    good = all(is_good(outcomes[target.name], share_of(target, arguments.total)) for target in targets)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
