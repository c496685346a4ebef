"""`python -m bench`: measure, print the table, write docs/speed.*."""

from __future__ import annotations

import argparse
import sys
import time

from bench import report
from bench.speed import Extent, Measured, measure
from bench.table import rows, spent


def _options() -> argparse.Namespace:
    default = Extent()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--turns", type=int, default=default.turns, help="of ours until memory is read again")
    parser.add_argument("--rounds", type=int, default=default.rounds, help="of load, in turn (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=default.seconds, help="of a round (default: %(default)s)")
    parser.add_argument("--senders", type=int, default=default.senders, help="who say 400 messages each")
    parser.add_argument(
        "--every",
        type=int,
        default=default.every,
        help="plain Rasa gets each so many-th example (default: %(default)s)",
    )
    parser.add_argument("--dry-run", action="store_true", help="print the table, write nothing")
    return parser.parse_args()


def main() -> int:
    """Run; returns the exit code: 0 whether goals are reached or not."""
    given, begun = _options(), time.monotonic()

    def tell(line: str) -> None:
        print(f"· {time.monotonic() - begun:5.0f} s  {line}", file=sys.stderr, flush=True)

    found = measure(Extent(given.turns, given.rounds, given.seconds, given.senders, given.every), tell)
    measured = [*rows(found), *report.read_growth()]
    plain, ours = found.full
    facts = {
        "CPU of a turn, plain Rasa": spent(plain),
        "CPU of a turn, ours": spent(ours),
        "answers that failed, plain and ours": f"{_failed(found, 0)} and {_failed(found, 1)}",
        "extent": f"{given.rounds} rounds of {given.seconds:.0f} s, {found.turns:,} turns of ours, "
        f"{time.monotonic() - begun:.0f} s in all",
    }
    if not report.GROWTH.exists():
        facts[report.NOT_MEASURED] = "ten times the content and examples: `python -m bench.growth` first"
    if given.every > 1:
        facts["plain Rasa's training"] = f"on one example of {given.every} only: its memory and turns are too good"
    print("\n".join([*report.table(measured), "", *(f"- {name}: {value}" for name, value in facts.items())]))
    if not given.dry_run:
        report.write(measured, facts, {name: round(ms, 2) for name, ms in ours.cpu.items()})
    return 0


def _failed(found: Measured, side: int) -> int:
    return sum(samples[side].failed for samples in (found.full, found.half, found.same))


if __name__ == "__main__":
    sys.exit(main())
