"""The blocklist: fingerprints in, fingerprints out."""

from __future__ import annotations

from datetime import datetime, timezone

from sqlalchemy import Engine

from db import blocked
from db.blocked import Entry

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=timezone.utc)


def _entries(*prints: str) -> list[Entry]:
    return [Entry(one, "链接", "市局") for one in prints]


def test_only_what_is_listed_is_found(engine: Engine) -> None:
    blocked.add(engine, _entries("a", "b"), NOW)
    assert blocked.among(engine, {"b", "c"}) == {"b"}
    assert blocked.among(engine, ()) == frozenset()


def test_what_is_listed_counts_once(engine: Engine) -> None:
    assert blocked.add(engine, _entries("a", "a", "b"), NOW) == 2
    assert blocked.add(engine, _entries("b", "c"), NOW) == 1


def test_thousands_at_once(engine: Engine) -> None:
    many = [f"{number:064d}" for number in range(3000)]
    assert blocked.add(engine, _entries(*many), NOW) == 3000
    assert blocked.among(engine, {*many, "z"}) == set(many)
