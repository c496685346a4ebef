"""The publishing job under way, asked of the database whenever somebody scrapes."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from db import publish_jobs
from db.models import utc_now
from db.session import transaction

STALE = "stale"


class JobsCollector(Collector):
    """Tells the state of the job that is not finished; `stale` where its owner died."""

    def __init__(self, engine: Engine) -> None:
        """Keep where to look."""
        self._engine = engine

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Return the metric without asking the database: registering must not fail."""
        yield GaugeMetricFamily("assistant_publish_job", "1 for the state of the unfinished job", labels=["state"])

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Return the metric; empty without a job, or while the database is away."""
        family = next(iter(self.describe()))
        try:
            state = self._state()
        except SQLAlchemyError:
            state = ""
        if state:
            family.add_metric([state], 1)
        yield family

    def _state(self) -> str:
        with transaction(self._engine) as session:
            job = publish_jobs.active(session)
            if job is None:
                return ""
            held = job.lease_until is not None and job.lease_until >= utc_now()
            return STALE if job.state == "running" and not held else job.state


def show_jobs(engine: Engine) -> None:
    """Have the job shown by this process."""
    REGISTRY.register(JobsCollector(engine))
