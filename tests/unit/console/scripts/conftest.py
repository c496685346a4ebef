"""The console with all real content but the examples."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from db.files import CONTENT, read_content
from db.loader import load_rows
from db.models import Base
from db.session import make_engine, transaction
from tests.fakes.console import Desk, open_desk


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with all real content but the examples."""
    folder: Path = tmp_path_factory.mktemp("scripts")
    engine = make_engine(f"sqlite:///{folder / 'assistant.db'}")
    Base.metadata.create_all(engine)
    with transaction(engine) as session:
        load_rows(session, list(read_content(CONTENT, folder / "no_examples")))
    engine.dispose()
    return folder / "assistant.db"


@pytest.fixture
def copied(filled: Path, tmp_path: Path) -> Path:
    """Return a folder with a copy of it for one test."""
    (tmp_path / "assistant.db").write_bytes(filled.read_bytes())
    return tmp_path


@pytest_asyncio.fixture
async def desk(copied: Path) -> AsyncIterator[Desk]:
    """Start the console on the copy."""
    async with open_desk(copied) as opened:
        yield opened
