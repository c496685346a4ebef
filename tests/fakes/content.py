"""A database with all real content but the examples, whose loading takes long."""

from __future__ import annotations

from pathlib import Path

import db.publish_tables
import db.staff_models  # noqa: F401  # their tables belong to the metadata too
from db.files import CONTENT, read_content
from db.loader import load_rows
from db.models import Base
from db.session import make_engine, transaction


def filled_database(folder: Path) -> Path:
    """Return its file."""
    engine = make_engine(f"sqlite:///{folder / 'assistant.db'}")
    Base.metadata.create_all(engine)
    with transaction(engine) as session:
        load_rows(session, list(read_content(CONTENT, folder / "no_examples")))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return folder / "assistant.db"
