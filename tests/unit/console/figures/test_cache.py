"""Figures are counted once a minute for everybody."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Engine

from bot.console.figures.cache import FRESH_SECONDS, MOST, FiguresCache
from db.figures import Figures
from db.where import Where
from tests.fakes import records

WEEK = Where(date(2026, 11, 20), date(2026, 11, 26))


class Counting:
    """Counts how often it is asked to count."""

    def __init__(self) -> None:
        self.asked: list[Where] = []

    def __call__(self, engine: Engine, where: Where) -> Figures:
        """Count this question too."""
        self.asked.append(where)
        return Figures(matters=len(self.asked))


def test_counted_again_only_after_a_minute(engine: Engine) -> None:
    now, count = [0.0], Counting()
    cache = FiguresCache(engine, lambda: now[0], count)
    assert [cache.read(WEEK).matters for _ in range(3)] == [1, 1, 1]
    assert cache.read(replace(WEEK, type="loan_fake")).matters == 2
    now[0] = FRESH_SECONDS - 0.1
    assert cache.read(WEEK).matters == 1
    now[0] = FRESH_SECONDS
    assert cache.read(WEEK).matters == 3


def test_many_at_once_count_once(engine: Engine) -> None:
    gate, count = threading.Event(), Counting()

    def slow(engine: Engine, where: Where) -> Figures:
        gate.wait(5)
        return count(engine, where)

    cache = FiguresCache(engine, count=slow)
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(cache.read, WEEK) for _ in range(8)]
        gate.set()
        assert {one.result(5).matters for one in waiting} == {1}
    assert len(count.asked) == 1


def test_it_does_not_grow_without_end(engine: Engine) -> None:
    count = Counting()
    cache = FiguresCache(engine, lambda: 0.0, count)
    for n in range(MOST + 1):
        cache.read(replace(WEEK, place=str(n)))
    cache.read(replace(WEEK, place=str(MOST)))
    assert len(count.asked) == MOST + 1
    cache.read(replace(WEEK, place="0"))
    assert len(count.asked) == MOST + 2


def test_a_hundred_thousand_assessments_are_no_burden(engine: Engine) -> None:
    today = date(2026, 11, 26)
    records.load_spots(engine)
    records.fill(engine, 34_000, today, 180)  # about three messages each
    cache = FiguresCache(engine)
    wanted = [Where(today - timedelta(days=days), today) for days in (6, 29, 34, 83)]
    cold = time.process_time()
    found = [cache.read(where) for where in wanted]
    cold = time.process_time() - cold
    warm = time.process_time()
    assert [cache.read(where) for where in wanted] == found
    assert time.process_time() - warm < 0.01
    assert cold < 1.0  # of the processor's time: other work on this machine does not count
    assert found[-1].matters > 14_000
