# Attack: take over the action server, and read with its address of the database what people said.
"""The role of the action server reads the words of answers and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import ProgrammingError

from bot.settings import Settings
from db.knowledge import load_knowledge
from db.loader import load_content
from db.migrate import migrate
from db.reader import WORDS, let_read
from db.session import make_engine, transaction

PASSWORD = "p%40ss%25s'word"  # as an address writes p@ss%s'word


@pytest.fixture(scope="module")
def owner(new_postgres: Callable[[], str]) -> Iterator[Engine]:
    """Return a database with words in it."""
    engine = make_engine(new_postgres())
    migrate(engine)
    load_content(engine)
    yield engine
    engine.dispose()


def as_role(engine: Engine, name: str) -> str:
    return f"postgresql://{name}:{PASSWORD}@{engine.url.host}:{engine.url.port}/{engine.url.database}"


def test_the_reader_knows_the_words_and_nobody(owner: Engine) -> None:
    address = as_role(owner, "Assistant_reader")
    for _ in range(2):  # every `prepare` does it again
        let_read(owner, address)
    reader = make_engine(address)
    with transaction(reader) as session:
        assert load_knowledge(session).scripts
    tables = set(inspect(owner).get_table_names())
    assert set(WORDS) < tables
    for name in sorted(tables):
        for statement in (f"SELECT 1 FROM {name}", f"DELETE FROM {name}", f"INSERT INTO {name} DEFAULT VALUES"):
            if statement.startswith("SELECT") and name in WORDS:
                continue
            with pytest.raises(ProgrammingError, match="permission denied"), reader.begin() as connection:
                connection.execute(text(statement))
    with pytest.raises(ProgrammingError, match="permission denied"), reader.begin() as connection:
        connection.execute(text("CREATE TABLE mine (id int)"))
    reader.dispose()


def test_an_owner_who_may_make_no_role_says_what_to_do(owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(text("CREATE ROLE plain LOGIN"))
    plain = make_engine(f"postgresql://plain@{owner.url.host}:{owner.url.port}/{owner.url.database}")
    with pytest.raises(ValueError, match="make the role first: CREATE ROLE nobody_yet"):
        let_read(plain, as_role(owner, "nobody_yet"))
    with pytest.raises(ValueError, match="a role of its own"):
        let_read(plain, as_role(owner, "plain"))
    plain.dispose()


def test_sqlite_has_no_roles_and_actions_read_as_all(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'assistant.db'}")
    let_read(engine, "postgresql://reader:x@127.0.0.1/assistant")
    assert Settings(database_url="sqlite://").words_database == "sqlite://"
    assert Settings(reader_database_url="postgresql://r@d/a", database_url="x").words_database == "postgresql://r@d/a"
    engine.dispose()
