"""Attack: two processes send the same late answer. Only the first to claim it may."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine

from db import cases, pushes
from db.models import utc_now

NOW = utc_now()


def test_one_of_many_may_send(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: pushes.claim(engine, "p", "m1", pushes.LATE, NOW), range(8)))
    assert got.count(True) == 1
    assert pushes.claimed(engine, "p", "m1") == pushes.LATE
    assert pushes.claimed(engine, "p", "m2") == ""
    assert pushes.claim(engine, "other", "m1", pushes.REST, NOW)


def test_a_claim_expires_and_goes_with_its_person(engine: Engine) -> None:
    pushes.claim(engine, "p", "m1", pushes.LATE, NOW)
    pushes.claim(engine, "q", "m1", pushes.LATE, NOW)
    cases.forget(engine, "p")
    assert pushes.claimed(engine, "p", "m1") == ""
    cases.purge(engine, NOW + pushes.KEEP + timedelta(seconds=1))
    assert pushes.claimed(engine, "q", "m1") == ""
