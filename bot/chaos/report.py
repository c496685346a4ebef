"""The table of a run, in docs/chaos.md, with the figures beside it in docs/chaos.json."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bot.chaos.trial import Trial
from bot.settings import ROOT

PAGE = ROOT / "docs" / "chaos.md"
_HEAD = """# What breaks, and what residents notice

Made by `make chaos` (`python -m bot chaos`); figures in [chaos.json](chaos.json). Do not edit.

The system as `make run` starts it: supervisor, two edges, Rasa with its workers, action server, console, and
{databases}. Residents write {per_second:g} messages a second through the public door: web (cookie), service token,
WeChat (simulated, plain mode). One thing at a time breaks. Clients ask again under the same id when nothing came back,
as the real page (after 1 s, 3 s) does. Afterwards every id is asked for again, and every resident of the service door
for their case.

- **late**: no answer, real or safe, within 5 s of the first try
- **twice**: ids that got two different real answers
- **never**: ids without a real answer even when asked again afterwards (within 30 s)
- **lost**: residents whose case was gone, of those asked
- **back**: seconds from the end of the trouble (of the blow) until everything is ready and a real answer comes; nobody
  touches the system

| fault | database | messages | real | safe | late | slowest | twice | never | lost | back | holds |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""


def _row(trial: Trial) -> str:
    one = trial.counted
    if trial.skipped:
        return f"| {trial.meaning} | {trial.database} | not tried: {trial.skipped} |" + " |" * 9
    back = "never" if trial.recovery is None else f"{trial.recovery:.0f} s"
    cells = [
        trial.meaning, trial.database, one.messages, one.real, one.safe, one.unanswered, f"{one.slowest:.1f} s",
        one.doubles, one.never_real, f"{one.lost} of {one.asked}", back, "yes" if trial.fine else "**no**",
    ]  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def _told(trial: Trial) -> str:
    logged = trial.logged or "**nothing**"
    alert = f"`{trial.alert}`" + ("" if trial.alerted else " **did not**") if trial.alert else "–"
    return f"| {trial.meaning} | {trial.database} | {logged} | {alert} |"


def page(trials: Sequence[Trial], seconds: float, per_second: float) -> str:
    """Return the page."""
    databases = " and ".join(sorted({trial.database for trial in trials}))
    tried = [trial for trial in trials if not trial.skipped]
    parts = [_HEAD.format(databases=databases, per_second=per_second), *(f"{_row(trial)}\n" for trial in trials)]
    parts.append(
        "\n## What the operator is told\n\n| fault | database | log line | metric |\n| --- | --- | --- | --- |\n"
    )
    parts += [f"{_told(trial)}\n" for trial in tried]
    notes = [f"- {trial.meaning} ({trial.database}): {trial.detail}\n" for trial in tried if trial.detail]
    notes += [f"- {trial.meaning} ({trial.database}): **{wrong}**\n" for trial in tried for wrong in trial.problems]
    if notes:
        parts += ["\n## Besides\n\n", *notes]
    held = sum(trial.fine for trial in tried)
    cores = len(Path("/proc/cpuinfo").read_text(encoding="utf-8").split("processor\t")) - 1
    parts.append(
        f"\n{held} of {len(tried)} held, in {seconds / 60:.0f} minutes on {platform.machine()}, {cores} cores.\n"
    )
    parts.append(
        "\nPublishing takes a training; that its job may be killed before, in and after every step and run again is "
        "shown by tests/integration/test_publish_job.py.\n"
    )
    return "".join(parts)


def write(trials: Sequence[Trial], seconds: float, per_second: float) -> None:
    """Write page and figures."""
    PAGE.write_text(page(trials, seconds, per_second), encoding="utf-8")
    figures = json.dumps([asdict(trial) for trial in trials], ensure_ascii=False, indent=1)
    PAGE.with_suffix(".json").write_text(figures + "\n", encoding="utf-8")
