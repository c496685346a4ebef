"""Bring a database to the newest schema; safe to run again and at the same time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
LOCK = 4_096_110  # any fixed number: replicas that start together migrate one after another


def alembic_config(connection: Connection) -> Config:
    """Return alembic's configuration, bound to one connection."""
    from alembic.config import Config  # here: serving processes import this module and never migrate

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Apply every migration that is missing."""
    from alembic import command

    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        else:  # Python's driver begins no transaction for DDL: a kill would leave half of it behind
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        command.upgrade(alembic_config(connection), "head")


def new_migration(engine: Engine, message: str) -> None:
    """Write a migration for what changed in `db/models.py`."""
    from alembic import command

    with engine.begin() as connection:
        command.revision(alembic_config(connection), message=message, autogenerate=True)
