"""A function that opens a transaction of its own becomes part of the caller's."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from sqlalchemy import Engine, select

from db import blocked, visits
from db.blocked import Entry
from db.joined import joined
from db.models import Blocked
from db.session import transaction

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=timezone.utc)
ONE, TWO = Entry("a" * 64, "链接", "市局"), Entry("b" * 64, "电话", "市局")


def on_list(engine: Engine) -> list[str]:
    with transaction(engine) as session:
        return sorted(session.scalars(select(Blocked.fingerprint)))


def test_both_changes_stay_or_neither(engine: Engine) -> None:
    def fails() -> None:
        with transaction(engine) as session:
            blocked.add(joined(session), [ONE], NOW)
            raise LookupError("the audit could not be written")

    with pytest.raises(LookupError):
        fails()
    assert on_list(engine) == []
    with transaction(engine) as session:
        blocked.add(joined(session), [ONE], NOW)
        blocked.add(joined(session), [ONE, TWO], NOW)
        assert session.get(Blocked, TWO.fingerprint) is not None, "the caller sees it"
    assert on_list(engine) == [ONE.fingerprint, TWO.fingerprint]


def test_what_only_reads_leaves_the_transaction_open(engine: Engine) -> None:
    with transaction(engine) as session:
        assert visits.due(joined(session), NOW) == ([], 0)
        session.add(Blocked(fingerprint=ONE.fingerprint, kind="链接", source="市局", added_at=NOW))
    assert on_list(engine) == [ONE.fingerprint]
