"""What has expired goes, as often as the command is run; a database that is away is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.edge.retention import delete_expired, delete_once
from bot.settings import Settings
from db import cases
from db.models import utc_now

HOUR = timedelta(hours=1)


def test_what_has_expired_goes_and_the_rest_stays(engine: Engine) -> None:
    now = utc_now()
    cases.claim(engine, "old", "m1", "owner", now - 3 * HOUR, HOUR)
    cases.claim(engine, "new", "m2", "owner", now, HOUR)
    assert delete_once(engine, Settings(), now) == 1
    assert delete_once(engine, Settings(), now) == 0
    assert not cases.claim(engine, "new", "m2", "other", now, HOUR).mine


def test_a_database_that_is_away_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    assert delete_expired() == 1
    assert "see DATABASE_URL" in capsys.readouterr().err
