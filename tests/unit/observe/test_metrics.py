"""Metrics: bounded labels, one release at a time, errors of the database, ports that do not collide."""

from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.observe.begin import PLACES, metrics_port
from bot.observe.database import count_errors
from bot.observe.jobs import JobsCollector
from bot.observe.metrics import ReleaseInUse, channel_label
from bot.settings import Settings
from db.models import Base, utc_now
from db.publish_jobs import LEASE
from db.publish_tables import PublishJob
from db.session import make_engine, transaction


@pytest.mark.parametrize(("channel", "label"), [("web", "web"), ("wechat", "wechat"), ("anything", "other")])
def test_a_caller_cannot_make_labels(channel: str, label: str) -> None:
    assert channel_label(channel) == label


def test_the_release_that_answered_last_is_shown_alone() -> None:
    release = ReleaseInUse()
    for model in ("aaa", "bbb"):
        release.saw({"assessed": {"model": model, "knowledge": 3}})
    release.saw({"blocks": []})
    assert REGISTRY.get_sample_value("assistant_release", {"model": "bbb", "knowledge": "3"}) == 1
    assert REGISTRY.get_sample_value("assistant_release", {"model": "aaa", "knowledge": "3"}) is None


def test_errors_of_the_database_are_counted_by_kind(tmp_path: Path) -> None:
    engine = count_errors(make_engine(f"sqlite:///{tmp_path / 'a.db'}"))
    name, labels = "assistant_database_errors_total", {"kind": "OperationalError"}
    before = REGISTRY.get_sample_value(name, labels) or 0
    with pytest.raises(OperationalError), transaction(engine) as session:
        session.execute(text("SELECT * FROM nothing"))
    assert (REGISTRY.get_sample_value(name, labels) or 0) == before + 1
    engine.dispose()


def test_every_process_has_a_port_of_its_own() -> None:
    settings = Settings(metrics_port="9110")
    ports = [metrics_port(settings, process, number) for process in PLACES for number in range(10)]
    assert len(set(ports)) == len(ports)
    assert metrics_port(Settings(metrics_port="0"), "edge", 1) == 0


@pytest.mark.parametrize(("ahead", "state"), [(1, "running"), (-1, "stale")])
def test_a_job_whose_owner_died_is_told_as_stale(ahead: int, state: str, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    Base.metadata.create_all(engine)
    collector = JobsCollector(engine)
    assert [sample for family in collector.collect() for sample in family.samples] == []
    now = utc_now()
    with transaction(engine) as session:
        session.add(PublishJob(state="running", active=1, started_by="ann", lease_until=now + ahead * LEASE))
    shown = [(sample.labels, sample.value) for family in collector.collect() for sample in family.samples]
    assert shown == [({"state": state}, 1.0)]
    engine.dispose()


def test_without_a_database_the_scrape_goes_on(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    assert [sample for family in JobsCollector(engine).collect() for sample in family.samples] == []
    engine.dispose()
