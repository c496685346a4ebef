"""A desk on the real content: everything but training and Rasa."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.publish.service import Desk, make_desk
from bot.settings import Settings
from db.files import CONTENT, read_content
from db.loader import load_rows
from db.models import Base
from db.session import make_engine, transaction


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with all real content but the examples."""
    folder: Path = tmp_path_factory.mktemp("drafts")
    engine = make_engine(f"sqlite:///{folder / 'filled.db'}")
    Base.metadata.create_all(engine)
    with transaction(engine) as session:
        load_rows(session, list(read_content(CONTENT, folder / "no_examples")))
    engine.dispose()
    return folder / "filled.db"


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Iterator[Engine]:
    """Return a copy of it for one test."""
    path = tmp_path / "drafts.db"
    path.write_bytes(filled.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def desk(database: Engine, tmp_path: Path) -> Desk:
    """Return the desk."""
    return make_desk(database, Settings(var_dir=str(tmp_path), model_dir=str(tmp_path / "models")))
