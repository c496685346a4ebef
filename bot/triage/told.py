"""Which stage one message really tells: what was learnt, held against the words and against the matter."""

from __future__ import annotations

from dataclasses import replace

from bot.triage.case import Case
from bot.triage.reading import NONE, Reading, StageReading
from bot.triage.stage import is_urgent, rank
from bot.triage.verdict import SUSPICIOUS, Thresholds

_CHOSEN = {"urgent:paid": StageReading("paid"), "urgent:paying": StageReading("about_to_pay", live=True)}


def told_stage(case: Case, reading: Reading, scam: float, limits: Thresholds) -> StageReading:
    """Return what a message tells of the stage; nothing where nothing smells of a scam: rent is paid too.

    Args:
        case: what was known before.
        reading: the message.
        scam: P(scam) with this message.
        limits: the thresholds.
    """
    if reading.choice in _CHOSEN:
        return _CHOSEN[reading.choice]
    if reading.is_paper or reading.is_report:  # whose it is and what for is asked first
        return StageReading()
    stage = _asking(case, reading)
    known = case.verdict in SUSPICIOUS or is_urgent(case.stage, case.live) or reading.is_listed
    if known or scam >= limits.suspect or stage.loss:
        return stage
    if scam < limits.unclear and case.verdict == NONE:
        return StageReading()
    # hardly a scam so far: likeness alone must not start the urgent lane, words that say so may
    plain = stage.live or stage.pressed
    return stage if plain or rank(stage.stage) <= rank("contact") else replace(stage, stage="contact")


def _asking(case: Case, reading: Reading) -> StageReading:
    """Return the stage without what likeness reads into a question on a matter at hand."""
    stage = reading.stage
    if case.verdict == NONE or stage.loss or not reading.asks:
        return stage
    most = max(stage.by_words, case.stage, key=rank)  # "那怎么办" tells no more than its words
    return replace(stage, stage=min(stage.stage, most, key=rank))
