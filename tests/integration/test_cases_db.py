"""Claims, versions, forgetting and expiry, with threads that really run at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Engine, func, select

from db import cases
from db.models import Base, Case, StoredReply
from db.session import transaction

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.utc)
KEEP = timedelta(hours=2)
THREADS = 8
T = TypeVar("T")


def at_once(work: Callable[[int], T]) -> list[T]:
    """Run `work(number)` in eight threads that begin together."""
    barrier = Barrier(THREADS)

    def one(number: int) -> T:
        barrier.wait(10)
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def claim(engine: Engine, message: str, owner: str, person: str = "p", now: datetime = NOW) -> cases.Claim:
    return cases.claim(engine, person, message, owner, now, KEEP)


def save(engine: Engine, message: str, owner: str, version: int, person: str = "p") -> bool:
    reply = {"blocks": [], "by": owner}
    return cases.save(engine, person, message, owner, reply, {"by": owner}, version, NOW, KEEP)


def test_one_of_eight_threads_owns_a_message(migrated: Engine) -> None:
    for message in ("m1", "m2", "m3"):
        claims = at_once(lambda number, m=message: claim(migrated, m, f"owner{number}"))  # type: ignore[misc]
        assert [found.mine for found in claims].count(True) == 1
        assert all(found.reply is None for found in claims)


def test_one_of_eight_threads_takes_over_from_a_dead_owner(migrated: Engine) -> None:
    claim(migrated, "m", "dead")
    early = NOW + cases.STALE_AFTER - timedelta(seconds=1)
    late = NOW + cases.STALE_AFTER + timedelta(seconds=1)
    assert not claim(migrated, "m", "early", now=early).mine
    claims = at_once(lambda number: claim(migrated, "m", f"owner{number}", now=late))
    assert [found.mine for found in claims].count(True) == 1
    assert not save(migrated, "m", "dead", 0)


def test_an_answered_message_gives_its_answer(migrated: Engine) -> None:
    claim(migrated, "m", "one")
    assert save(migrated, "m", "one", 0)
    again = claim(migrated, "m", "two")
    assert (again.mine, again.reply) == (False, {"blocks": [], "by": "one"})


def test_first_messages_at_once_lose_nothing(migrated: Engine) -> None:
    for number in range(THREADS):
        claim(migrated, f"m{number}", f"owner{number}")
    saved = at_once(lambda number: save(migrated, f"m{number}", f"owner{number}", 0))
    assert saved.count(True) == 1
    winner = saved.index(True)
    assert cases.load(migrated, "p", NOW).data == {"by": f"owner{winner}"}
    with transaction(migrated) as session:
        stored = session.scalars(select(StoredReply).where(StoredReply.reply.is_not(None))).all()
        assert [row.message_id for row in stored] == [f"m{winner}"]


def test_an_old_version_is_not_written_over(migrated: Engine) -> None:
    for message in ("m1", "m2", "m3"):
        claim(migrated, message, message)
    assert save(migrated, "m1", "m1", 0)
    assert save(migrated, "m2", "m2", 1)
    assert not save(migrated, "m3", "m3", 1)
    found = cases.load(migrated, "p", NOW)
    assert (found.data, found.version) == ({"by": "m2"}, 2)
    assert claim(migrated, "m3", "m3").reply is None


def test_release_lets_a_retry_compute(migrated: Engine) -> None:
    claim(migrated, "m", "one")
    cases.release(migrated, "p", "m", "two")
    assert not claim(migrated, "m", "two").mine
    cases.release(migrated, "p", "m", "one")
    assert claim(migrated, "m", "two").mine


def test_forgetting_leaves_no_trace_of_the_person_in_any_table(migrated: Engine) -> None:
    for person in ("forgetme", "neighbour"):
        claim(migrated, "m1", "one", person)
        save(migrated, "m1", "one", 0, person)
        claim(migrated, "m2", "one", person)
    cases.forget(migrated, "forgetme")
    with transaction(migrated) as session:
        rows = [repr(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    assert not [row for row in rows if "forgetme" in row]
    assert len([row for row in rows if "neighbour" in row]) == 3


def test_purge_deletes_what_expired_and_nothing_else(migrated: Engine) -> None:
    for person, now in (("old", NOW - timedelta(days=1)), ("new", NOW)):
        cases.claim(migrated, person, "m", "one", now, KEEP)
        assert cases.save(migrated, person, "m", "one", {"blocks": []}, {}, 0, now, KEEP)
    assert cases.load(migrated, "old", NOW).data is None
    assert cases.purge(migrated, NOW) == 2
    assert cases.purge(migrated, NOW) == 0
    with transaction(migrated) as session:
        assert session.scalars(select(Case.person)).all() == ["new"]
        assert session.scalar(select(func.count()).select_from(StoredReply)) == 1
