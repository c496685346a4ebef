"""A system of one's own for the tests that break it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Engine, func, select

from db.models import StoredReply
from db.session import make_engine, transaction
from tests.conftest import Person, System, make_environment, prepare_system, words

SAFE_WITHIN = 4.5  # seconds: WeChat gives up at 5


@pytest.fixture(scope="session")
def own_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Start an assistant that may be broken."""
    own = prepare_system(make_environment(tmp_path_factory.mktemp("breakable")))
    own.start("actions", "rasa", "edge")
    try:
        own.wait_ready()
        yield own
    finally:
        own.stop()


@pytest.fixture
def breakable(own_system: System) -> Iterator[System]:
    """Return it whole, and mend it afterwards."""
    own_system.wait_ready()
    yield own_system
    own_system.start(*({"actions", "rasa", "edge"} - set(own_system.processes)))
    own_system.wait_ready()


def database(system: System) -> Engine:
    """Return the database of a running system."""
    return make_engine(f"sqlite:///{system.environment['VAR_DIR']}/assistant.db")


def stored(system: System, message_id: str) -> int:
    """Return how many answers to a message are kept."""
    return _rows(system, message_id, StoredReply.reply.is_not(None))


def claimed(system: System, message_id: str) -> int:
    """Return by how many a message is being answered."""
    return _rows(system, message_id, StoredReply.reply.is_(None))


def _rows(system: System, message_id: str, which: ColumnElement[bool]) -> int:
    engine = database(system)
    with transaction(engine) as session:
        query = select(func.count()).select_from(StoredReply).where(StoredReply.message_id == message_id, which)
        number = session.scalar(query)
    engine.dispose()
    return number or 0


def safe_answer(person: Person, text: str, message_id: str) -> dict[str, Any]:
    """Send a message that cannot be answered, and require the safe reply, in time and not stored."""
    begun = time.monotonic()
    answer = person.send(text, message_id=message_id)
    assert time.monotonic() - begun < SAFE_WITHIN
    assert "case" not in answer
    assert "110" in words(answer)
    assert "96110" in words(answer)
    assert stored(person.system, message_id) == 0
    return answer


def require_real(answer: dict[str, Any]) -> None:
    """Require an answer that was computed."""
    assert answer["case"]["verdict"] == "alarm"


def is_calm(body: dict[str, Any]) -> bool:
    """Say whether an error still tells where to call, and shows nothing of the inside."""
    said = "\n".join(block.get("text", "") for block in body.get("blocks", ()))
    return "110" in said and "96110" in said and "Traceback" not in str(body)
