"""A database of one's own for each test, and the real content, loaded once, to compose replies from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.triage.posterior import Matrix
from bot.triage.reading import NONE, Reading
from bot.triage.verdict import Thresholds
from db.files import CONTENT, read_content, read_yaml
from db.knowledge import Knowledge, load_knowledge
from db.loader import load_rows
from db.models import Base
from db.session import make_engine, transaction

ROOT = CONTENT.parent.parent


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Return an empty database with every table."""
    made = make_engine(f"sqlite:///{tmp_path / 'unit.db'}")
    Base.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def content_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return a database with all real content but the examples; for reading only."""
    folder: Path = tmp_path_factory.mktemp("content")
    made = make_engine(f"sqlite:///{folder / 'content.db'}")
    Base.metadata.create_all(made)
    with transaction(made) as session:
        load_rows(session, list(read_content(CONTENT, folder / "no_examples")))
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def knowledge(content_engine: Engine) -> Knowledge:
    """Return the real words."""
    with transaction(content_engine) as session:
        return load_knowledge(session)


@pytest.fixture(scope="session")
def matrix(knowledge: Knowledge) -> Matrix:
    """Return the real type × signal matrix."""
    return {script.id: script.signals for script in knowledge.scripts.values()}


@pytest.fixture(scope="session")
def limits() -> Thresholds:
    """Return the limits that config.yml sets."""
    pipeline = read_yaml(ROOT / "config.yml")["pipeline"]
    return Thresholds.from_config(next(item["thresholds"] for item in pipeline if "thresholds" in item))


Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def read() -> Read:
    """Return a maker of readings; a name that is no field of `Reading` is a type with its share."""

    def make(intent: str = "scam", confidence: float = 0.9, text: str = "有人找我", **more: object) -> Reading:
        given = {name: more.pop(name) for name in list(more) if name in Reading.__dataclass_fields__}
        types = {name: float(str(share)) for name, share in more.items()}
        types[NONE] = max(0.0, 1.0 - sum(types.values()))
        return Reading(**{"text": text, "intent": intent, "confidence": confidence, "types": types, **given})  # type: ignore[arg-type]

    return make
