"""The real cues, and all published types to walk."""

from __future__ import annotations

import pytest

from bot.drill.cues import Cues
from db.files import CONTENT, read_yaml


@pytest.fixture(scope="session")
def cues() -> Cues:
    """Return how drill.yml hears."""
    return Cues.from_data(read_yaml(CONTENT / "drill.yml")["drill"])
