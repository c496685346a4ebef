"""Engines and transactions."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from db.models import KnowledgeVersion, ScriptSignal
from db.session import make_engine, normalise_url, shared_engine, transaction


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:///x.db", "sqlite:///x.db"),
    ],
)
def test_the_driver_is_the_one_installed(url: str, driver: str) -> None:
    assert normalise_url(url) == driver


@pytest.mark.parametrize("url", ["mysql://h/d", "oracle://h/d"])
def test_another_database_is_refused_by_name(url: str) -> None:
    with pytest.raises(ValueError, match=r"DATABASE_URL: \w+ is not supported"):
        make_engine(url)


def test_the_folder_of_a_database_is_made(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a' / 'b' / 'x.db'}")
    with transaction(engine) as session:
        assert session.scalar(text("select 1")) == 1
    engine.dispose()


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 4000)])
def test_sqlite_is_set_up(engine: Engine, pragma: str, value: object) -> None:
    with transaction(engine) as session:
        assert session.scalar(text(f"pragma {pragma}")) == value


def test_a_transaction_commits(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(KnowledgeVersion(id=1, version=5))
    with transaction(engine) as session:
        row = session.get(KnowledgeVersion, 1)
        assert row is not None
        assert row.version == 5


def _fail_halfway(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(KnowledgeVersion(id=1, version=5))
        session.flush()
        raise RuntimeError("halfway")


def test_an_error_rolls_everything_back(engine: Engine) -> None:
    with pytest.raises(RuntimeError):
        _fail_halfway(engine)
    with transaction(engine) as session:
        assert session.get(KnowledgeVersion, 1) is None


def _add_orphan(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(ScriptSignal(script_id="none", signal_id="none", weight=1.0))


def test_foreign_keys_hold(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        _add_orphan(engine)


def test_one_process_shares_one_engine(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    assert shared_engine(url) is shared_engine(url)
    shared_engine(url).dispose()
