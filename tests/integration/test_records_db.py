"""Records on both databases, with threads that really run at once: counted once, claimed once, forgotten whole."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from threading import Barrier
from typing import Any, TypeVar

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from db import assessments, calls, cases, clusters, outcomes, places, retention, reviews, statistics, visits
from db.assessments import Entry
from db.clusters import Found
from db.matters import matters, messages_of
from db.places import Spot
from db.record_models import AssessmentRow, DailyCount, Matter
from db.rising import rising
from db.session import transaction
from db.where import Where

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=timezone.utc)
DAY = timedelta(days=1)
THREADS = 4
ALL = Where(date(2025, 1, 1), date(2026, 12, 31))
STORY = Entry("web", "k1", "他让我转钱", "", "scam", "loan_fake", ("brushing_task",), (("loan_fake", 0.4),), "alarm")
DOUBTFUL = replace(STORY, told=True, doubt="unlikely", signals=(("safe_account", "转钱"),))
T = TypeVar("T")


def at_once(work: Callable[[int], T]) -> list[T]:
    """Run `work(number)` in threads that begin together."""
    barrier = Barrier(THREADS)

    def one(number: int) -> T:
        barrier.wait(10)
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def say(engine: Engine, person: str, now: datetime = NOW, **more: Any) -> str:
    with transaction(engine) as session:
        return assessments.record(session, person, replace(DOUBTFUL, **more), True, now)


def test_figures_and_what_is_behind_them(migrated: Engine) -> None:
    places.load(migrated, [Spot("k1", "kiosk", "村委会", "柳河镇", "柳河村")])
    ids = [say(migrated, f"p{number}", NOW - number * DAY) for number in range(5)]
    for by in statistics.BY:
        assert sum(one.matters for one in statistics.counts(migrated, by, ALL)) == 5
    assert statistics.counts(migrated, "village", ALL)[0] == statistics.Count("柳河村", 5)
    assert statistics.totals(migrated, ALL).unsure == 5
    assert matters(migrated, replace(ALL, township="柳河镇", unsure=True), 2, 3).total == 5
    assert messages_of(migrated, ids[0])[0].signals == (("safe_account", "转钱"),)
    assert rising(migrated, date(2026, 11, 25))[0].this_week == 5
    assert [one.matter.id for one in reviews.queue(migrated, NOW + DAY)[0]] == ids[::-1]
    clusters.replace(migrated, [Found(tuple(ids), "text", ("转钱",))], NOW)
    assert clusters.shown(migrated)[0].size == 5


def test_two_purges_at_once_count_once(migrated: Engine) -> None:
    for number in range(60):
        say(migrated, f"p{number}", NOW - 200 * DAY)

    def purge(_: int) -> None:
        for _ in range(40):
            try:
                retention.keep_to(migrated, NOW, 30 * DAY, 180 * DAY, batch=3)
            except SQLAlchemyError:
                continue  # the edge's loop logs it and comes again

    at_once(purge)
    with transaction(migrated) as session:
        assert session.scalar(select(func.sum(DailyCount.matters))) == 60
        assert session.scalar(select(func.count()).select_from(Matter)) == 0
        assert session.scalar(select(func.count()).select_from(AssessmentRow)) == 0


def test_whatever_is_claimed_at_once_is_claimed_by_one(migrated: Engine) -> None:
    matter = say(migrated, "p")
    call = calls.ask(migrated, "p", "web", "k1", "paid", "loan_fake", NOW, "sealed")
    outcomes.plan(migrated, "p", outcomes.OUTCOME, "sealed", NOW, NOW)
    visits.add(migrated, [visits.NewVisit("f", "sealed", visits.POLICE, NOW)], NOW)
    visit = visits.due(migrated, NOW)[0][0].id
    assert sum(at_once(lambda n: reviews.claim(migrated, matter, f"o{n}", NOW))) == 1
    assert sum(at_once(lambda n: calls.take(migrated, call, f"o{n}", NOW))) == 1
    assert sum(at_once(lambda n: visits.claim(migrated, visit, f"o{n}", NOW))) == 1
    assert sum(at_once(lambda n: outcomes.mark_asked(migrated, "p", NOW))) == 1
    assert sum(due is not None for due in at_once(lambda n: outcomes.claim_due(migrated, NOW))) == 1


def test_forgotten_whole(migrated: Engine) -> None:
    matter = say(migrated, "p")
    calls.ask(migrated, "p", "web", "k1", "paid", "loan_fake", NOW, "sealed")
    assert reviews.claim(migrated, matter, "o", NOW)
    clusters.replace(migrated, [Found((matter,), "text", ())], NOW)
    cases.forget(migrated, "p")
    assert calls.listed(migrated, NOW) == []
    assert clusters.shown(migrated) == []
    assert messages_of(migrated, matter) == []
    assert statistics.totals(migrated, ALL).matters == 1
