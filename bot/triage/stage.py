"""How far things have gone, over a whole matter.

The stage never falls because a message is short or the person insists; only
an explicit correction lowers it.
"""

from __future__ import annotations

from bot.triage.reading import STAGES, StageReading


def rank(stage: str) -> int:
    """Return the place of a stage in the order of danger, 0 for none."""
    return STAGES.index(stage) if stage in STAGES else 0


def merge_stage(before: str, reading: StageReading) -> str:
    """Return the stage after one more message."""
    if reading.correction:
        return reading.stage
    return max(before if before in STAGES else "none", reading.stage, key=rank)


def is_urgent(stage: str, live: bool) -> bool:
    """Say whether seconds count: money gone, going, or the scammer present."""
    return live or rank(stage) >= rank("about_to_pay")
