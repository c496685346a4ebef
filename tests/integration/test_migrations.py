"""The migrations make what the models say, there and back, on both databases."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, DateTime, Engine, MetaData, String, Table, event, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.types import Boolean

from db.audit import Actor, Wanted, lines, record
from db.files import EXAMPLE_METADATA, ContentRow, digest, example_id
from db.loader import load_rows
from db.migrate import alembic_config, migrate
from db.models import Base, Example, utc_now
from db.session import transaction

_TEXTS = ("id", "intent", "text", "register", "variant", "origin", "updated_by")
_EXAMPLES = Table(  # as revision 0001 made it
    "examples",
    MetaData(),
    *(Column(name, String) for name in _TEXTS),
    Column("retired", Boolean),
    Column("updated_at", DateTime(timezone=True)),
)


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_up_down_up(empty: Engine) -> None:
    migrate(empty)
    assert tables(empty) == set(Base.metadata.tables)
    with empty.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert tables(empty) == set()
    migrate(empty)
    migrate(empty)
    assert tables(empty) == set(Base.metadata.tables)


def test_models_and_migrations_are_the_same(migrated: Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_new_column_leaves_rows_with_their_files(empty: Engine) -> None:
    """A row loaded before the column came follows its file; one that staff changed stays theirs."""
    with empty.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        for text, loaded in (("跟着文件", "跟着文件"), ("工作人员改过", "原来的")):
            old = {"intent": "ordinary", "text": loaded, "register": "", "variant": ""}
            row = {"id": example_id(text), **old, "text": text, "retired": False}
            stamp = {"origin": digest(old), "updated_by": "", "updated_at": utc_now()}
            connection.execute(_EXAMPLES.insert().values(**row, **stamp))
    migrate(empty)
    rows = [
        ContentRow(Example, example_id(text), {**dict.fromkeys(EXAMPLE_METADATA, ""), **values}, "x.yml")
        for text in ("跟着文件", "工作人员改过")
        for values in [{"intent": "ordinary", "text": text, "stage": "paid"}]
    ]
    with transaction(empty) as session:
        report = load_rows(session, rows)
    assert (report.updated, report.kept) == (1, [f"examples/{example_id('工作人员改过')}"])


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_audit_refuses_every_change(statement: str, migrated: Engine) -> None:
    with transaction(migrated) as session:
        record(session, Actor(None, "me", "admin", "", utc_now()), "test", "target", {"a": 1})
    with pytest.raises(DatabaseError, match="append-only"), transaction(migrated) as session:
        session.execute(text(statement))
    with transaction(migrated) as session:
        assert [line.actor for line in lines(session, Wanted(), 0, 9)] == ["me"]


@pytest.mark.parametrize("number", [1, 20, 60, 100])
def test_a_migration_that_ends_in_the_middle_leaves_nothing_and_runs_again(number: int, empty: Engine) -> None:
    seen = [0]

    def die(*_: object) -> None:
        seen[0] += 1
        if seen[0] == number:
            raise KeyboardInterrupt

    event.listen(empty, "after_cursor_execute", die)
    with pytest.raises(KeyboardInterrupt):
        migrate(empty)
    event.remove(empty, "after_cursor_execute", die)
    assert tables(empty) == set()
    migrate(empty)
    assert tables(empty) == set(Base.metadata.tables)
