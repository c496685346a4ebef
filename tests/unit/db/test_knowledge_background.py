"""Words in a process with an event loop: a database that hangs keeps nobody waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from db.knowledge import raise_version
from db.knowledge_background import WAIT_SECONDS, BackgroundKnowledge, NotReadYet
from db.models import Base, Wording
from db.session import transaction


class Hanging(BackgroundKnowledge):
    """A source whose database hangs when told to."""

    def __init__(self, engine: Engine) -> None:
        """Begin with a database that is well."""
        super().__init__(engine, every=0.0)
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.looks = 0

    def _refresh(self) -> None:
        self.looks += 1
        self.goes_on.wait(20)
        super()._refresh()


@pytest.fixture
def source(engine: Engine) -> Iterator[Hanging]:
    """Return a source that has read once."""
    _write(engine, "一")
    made = Hanging(engine)
    assert made.current().wordings["a"]["text"] == "一"
    yield made
    made.goes_on.set()


def _write(engine: Engine, text: str) -> None:
    with transaction(engine) as session:
        session.merge(Wording(id="a", position=0, words={"text": text}))
        raise_version(session)


def test_a_change_is_there_at_the_first_look(source: Hanging, engine: Engine) -> None:
    _write(engine, "二")
    assert source.current().wordings["a"]["text"] == "二"


def test_a_database_that_hangs_costs_a_moment_once(source: Hanging) -> None:
    source.goes_on.clear()
    begun, looks = time.monotonic(), source.looks
    for _ in range(100):
        assert source.current().wordings["a"]["text"] == "一"
    assert source.looks == looks + 1
    assert time.monotonic() - begun < WAIT_SECONDS + 2


def test_the_last_words_serve_while_the_tables_are_gone(source: Hanging, engine: Engine) -> None:
    Base.metadata.drop_all(engine)
    assert source.current().wordings["a"]["text"] == "一"


def test_words_never_read_cannot_be_served(engine: Engine) -> None:
    Base.metadata.drop_all(engine)
    with pytest.raises(NotReadYet, match="is the database up"):
        BackgroundKnowledge(engine).current()
