"""The table of a run, as docs/fuzz.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.fuzz.recorder import Outcome
from tests.fuzz.target import Target

HEAD = """# A million inputs that nobody would send

Made by `python -m tests.fuzz` (second half of `make chaos`), seed {seed}. Each parser runs in a process of its own on
well-formed inputs changed at random, by coverage where Atheris is there. A crash is any error but the parser's own
refusal, and any broken promise: a text that could still begin with a slash, a forged cookie that was taken, a choice
that was never offered. "slowest" is CPU time of one input, with coverage counted, which costs a multiple.

| parser | code | inputs | by coverage | crashes | slowest |
| --- | --- | ---: | --- | ---: | ---: |
"""


def write_table(targets: Iterable[Target], outcomes: Mapping[str, Outcome], seed: int, path: Path) -> None:
    """Write the table."""
    rows, total, crashes = [], 0, 0
    for target in targets:
        outcome = outcomes[target.name]
        found = len(outcome.crashes) + (outcome.exit_code != 0)
        total, crashes = total + outcome.inputs, crashes + found
        guided = "yes" if outcome.guided else "no"
        slowest = f"{outcome.slowest * 1000:.0f} ms"
        rows.append(f"| {target.name} | {target.what} | {outcome.inputs:,} | {guided} | {found} | {slowest} |")
    last = f"| **all** | | **{total:,}** | | **{crashes}** | |"
    path.write_text(HEAD.format(seed=seed) + "\n".join([*rows, last]) + "\n", encoding="utf-8")
