"""Loading content: repeatable, staff's changes win, both databases train the same model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from bot.publish.export import export
from db.knowledge import current_version
from db.loader import LoadReport, load_content
from db.migrate import migrate
from db.models import Base, Example, Hotline, Script
from db.session import make_engine, transaction


@dataclass(frozen=True)
class Loaded:
    """A database with all content, how the first load went, and what it then trained on."""

    engine: Engine
    report: LoadReport
    digest: str


def load(url: str, folder: Path) -> Iterator[Loaded]:
    engine = make_engine(url)
    migrate(engine)
    yield Loaded(engine, load_content(engine), export(engine, folder / "export"))
    engine.dispose()


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    folder: Path = tmp_path_factory.mktemp("sqlite")
    yield from load(f"sqlite:///{folder / 'assistant.db'}", folder)


@pytest.fixture(scope="module")
def postgresql(new_postgres: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    yield from load(new_postgres(), tmp_path_factory.mktemp("postgresql"))


@pytest.fixture(params=["sqlite", "postgresql"])
def loaded(request: pytest.FixtureRequest) -> Loaded:
    """Return each kind; tests may change rows, and must not rely on those of other tests."""
    found: Loaded = request.getfixturevalue(request.param)
    return found


def counts(engine: Engine) -> dict[str, int]:
    with transaction(engine) as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def test_both_databases_train_the_same_model(sqlite: Loaded, postgresql: Loaded) -> None:
    assert sqlite.digest == postgresql.digest


def test_loading_again_changes_nothing(loaded: Loaded) -> None:
    before = counts(loaded.engine)
    again = load_content(loaded.engine)
    assert not again.changed
    assert again.unchanged + len(again.kept) == loaded.report.added
    assert counts(loaded.engine) == before
    assert before["scripts"] == 64


def test_what_staff_changed_survives_a_load(loaded: Loaded) -> None:
    with transaction(loaded.engine) as session:
        version = current_version(session)
        script = session.get_one(Script, "brushing_prepay")
        script.summary = "工作人员改过的一句话"
        hotline = session.get_one(Hotline, "96110")
        hotline.words = {**hotline.words, "hours": "工作人员改过的时间"}
        example = session.scalars(select(Example).limit(1)).one()
        example.retired, retired = True, example.id
    report = load_content(loaded.engine)
    with transaction(loaded.engine) as session:
        assert session.get_one(Script, "brushing_prepay").summary == "工作人员改过的一句话"
        assert session.get_one(Hotline, "96110").words["hours"] == "工作人员改过的时间"
        assert session.get_one(Example, retired).retired
        assert current_version(session) == version
    assert {"scripts/brushing_prepay", "hotlines/96110"} <= set(report.kept)


def test_what_is_missing_comes_back_and_counts_as_a_change(loaded: Loaded) -> None:
    with transaction(loaded.engine) as session:
        version = current_version(session)
        example = session.scalars(select(Example).where(Example.retired.is_(False)).limit(1)).one()
        deleted = example.id
        session.delete(example)
    report = load_content(loaded.engine)
    with transaction(loaded.engine) as session:
        assert report.added == 1
        assert session.get(Example, deleted) is not None
        assert current_version(session) == version + 1
