"""The snapshot of words: reloaded when the version changes, served when the database is away."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from db.knowledge import Knowledge, KnowledgeSource, ScriptWords, current_version, raise_version
from db.models import Base, Wording
from db.session import transaction


class Clock:
    """A clock that a test moves."""

    now = 100.0

    def __call__(self) -> float:
        """Return its time."""
        return self.now


def _write(engine: Engine, text: str, count: bool = True) -> None:
    with transaction(engine) as session:
        session.merge(Wording(id="a", position=0, words={"text": text}))
        if count:
            raise_version(session)


def test_the_version_rises_by_one(engine: Engine) -> None:
    with transaction(engine) as session:
        assert current_version(session) == 0
        assert [raise_version(session), raise_version(session)] == [1, 2]
    with transaction(engine) as session:
        assert current_version(session) == 2


def test_a_change_is_seen_after_the_interval(engine: Engine) -> None:
    clock = Clock()
    source = KnowledgeSource(engine, every=2.0, clock=clock)
    _write(engine, "一")
    assert source.current().wordings["a"]["text"] == "一"
    _write(engine, "二")
    clock.now += 1.9
    assert source.current().wordings["a"]["text"] == "一"
    clock.now += 0.2
    assert source.current().wordings["a"]["text"] == "二"


def test_without_a_new_version_nothing_is_read_again(engine: Engine) -> None:
    clock = Clock()
    source = KnowledgeSource(engine, every=2.0, clock=clock)
    _write(engine, "一")
    first = source.current()
    _write(engine, "二", count=False)
    clock.now += 10
    assert source.current() is first


def test_the_last_words_serve_while_the_database_is_away(engine: Engine) -> None:
    clock = Clock()
    source = KnowledgeSource(engine, every=2.0, clock=clock)
    _write(engine, "一")
    first = source.current()
    Base.metadata.drop_all(engine)
    clock.now += 10
    assert source.current() is first


def test_words_never_read_cannot_be_served(engine: Engine) -> None:
    Base.metadata.drop_all(engine)
    with pytest.raises(OperationalError):
        KnowledgeSource(engine).current()


def test_the_real_content_is_complete_and_in_order(knowledge: Knowledge) -> None:
    assert len(knowledge.scripts) == 64
    assert len(knowledge.signals) >= 60
    assert {"110", "96110", "95588"} <= set(knowledge.hotlines)
    assert next(iter(knowledge.wordings)) == "greeting"
    assert knowledge.version == 1


@pytest.mark.parametrize(
    ("words", "lines"), [({"do_now": ["一", "二"]}, ("一", "二")), ({}, ()), ({"do_now": None}, ())]
)
def test_lines_of_a_script(words: dict[str, object], lines: tuple[str, ...]) -> None:
    assert ScriptWords("a", "f", "F", "n", "名", "s", False, words, {}).lines("do_now") == lines
