"""A role of the database that may read the words of answers and nothing of people: for the action server."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url

from db.migrate import LOCK
from db.models import Answer, Group, Hotline, KnowledgeVersion, Script, ScriptSignal, Signal, Wording
from db.session import normalise_url

# what db.knowledge.load_knowledge reads
WORDS = tuple(
    table.__tablename__
    for table in (Answer, Group, Hotline, KnowledgeVersion, Script, ScriptSignal, Signal, Wording)
)  # fmt: skip
_HAS_ROLE = "SELECT 1 FROM pg_roles WHERE rolname = :name"
_MAY_MAKE = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
_MADE = "SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', CAST(:name AS text), CAST(:password AS text))"


def let_read(engine: Engine, url: str) -> None:
    """Let the role that an address names read the words; it is made where it is missing. May be run again.

    Args:
        engine: the database, as its owner, its schema up to date.
        url: the same database's address for the role; empty, or on SQLite: nothing is done.

    Raises:
        ValueError: there is no such role, and the owner may make none.
    """
    if not url or engine.dialect.name != "postgresql":
        return
    role = make_url(normalise_url(url))
    if not role.username or role.username == engine.url.username:
        raise ValueError("READER_DATABASE_URL: must name a role of its own, not the owner of the database")
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        _make_role(connection, role.username, role.password)
        name = connection.dialect.identifier_preparer.quote(role.username)
        connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {name}"))
        connection.execute(text(f"GRANT SELECT ON {', '.join(WORDS)} TO {name}"))


def _make_role(connection: Connection, name: str, password: str | None) -> None:
    if connection.scalar(text(_HAS_ROLE), {"name": name}):
        return
    if not connection.scalar(text(_MAY_MAKE)):
        raise ValueError(f"READER_DATABASE_URL: make the role first: CREATE ROLE {name} LOGIN PASSWORD '…'")
    statement = connection.scalar(text(_MADE), {"name": name, "password": password})
    # no parameters: a percent sign of the password is one
    connection.execution_options(no_parameters=True).exec_driver_sql(str(statement))
