"""An empty reading claims nothing."""

from __future__ import annotations

from bot.triage.reading import NONE, STAGES, Reading, StageReading


def test_an_empty_reading_claims_nothing() -> None:
    reading = Reading("你好", "smalltalk", 0.9, {NONE: 1.0})
    assert reading.stage == StageReading(
        stage="none", live=False, ended=False, pressed=False, correction=False, loss=False
    )
    assert (reading.mentions, reading.choice, reading.helper, reading.groups) == ((), "", "", ())


def test_stages_rise_from_none_to_paid() -> None:
    assert STAGES == ("none", "contact", "disclosed", "about_to_pay", "paid")
