"""The operator's runbook names every metric there is, and none that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

import bot.observe.metrics  # noqa: F401 - registers them
from bot.observe.jobs import JobsCollector
from db.session import make_engine

RUNBOOK = (Path(__file__).resolve().parents[2] / "docs" / "runbooks" / "observing.md").read_text(encoding="utf-8")
NAMED = frozenset(re.sub(r"_total$", "", name) for name in re.findall(r"`(assistant_[a-z_]+)", RUNBOOK))
JOBS = {family.name for family in JobsCollector(make_engine("sqlite://")).describe()}
OURS = frozenset(family.name for family in REGISTRY.collect() if family.name.startswith("assistant_")) | JOBS


@pytest.mark.parametrize("name", sorted(NAMED | OURS))
def test_the_runbook_and_the_code_name_the_same_metrics(name: str) -> None:
    assert name in NAMED
    assert name in OURS
