"""Slow answers are counted all, and told now and then."""

from __future__ import annotations

import logging

import pytest

from bot.edge.slowness import SLOW_SECONDS, TELL_SECONDS, Slowness
from bot.observe.metrics import SLOW_TURNS


def _counted() -> float:
    return next(sample.value for family in SLOW_TURNS.collect() for sample in family.samples)


def test_a_quick_answer_is_nothing_to_tell(caplog: pytest.LogCaptureFixture) -> None:
    before = _counted()
    Slowness().note(SLOW_SECONDS - 0.01)
    assert (_counted(), caplog.records) == (before, [])


def test_every_slow_answer_is_counted_and_one_in_ten_seconds_told(caplog: pytest.LogCaptureFixture) -> None:
    now, before = [100.0], _counted()
    slowness = Slowness(lambda: now[0])
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            slowness.note(2.2)
            now[0] += 1
        now[0] += TELL_SECONDS
        slowness.note(3.0)
    assert _counted() == before + 6
    assert [record.args for record in caplog.records] == [(1, 1.5, 2.2), (5, 1.5, 3.0)]
