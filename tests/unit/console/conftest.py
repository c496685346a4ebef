"""The console, running, for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.console import Desk, open_desk
from tests.fakes.content import filled_database


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Start the console on a new database."""
    async with open_desk(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database file with all real content but the examples."""
    return filled_database(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def filled_folder(filled: Path, tmp_path: Path) -> Path:
    """Return a folder with a copy of it."""
    (tmp_path / "assistant.db").write_bytes(filled.read_bytes())
    return tmp_path


@pytest_asyncio.fixture
async def full_desk(filled_folder: Path) -> AsyncIterator[Desk]:
    """Start the console on that copy."""
    async with open_desk(filled_folder) as opened:
        yield opened
