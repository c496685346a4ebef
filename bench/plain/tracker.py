"""Rasa's own SQL tracker store, with the one line mended that SQLAlchemy 2 no longer accepts (docs/adr/0001)."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy import URL


class SqlTracker(SQLTrackerStore):
    """Stores every event of every conversation in SQLite, as the documentation says."""

    @staticmethod
    def get_db_url(dialect: str = "sqlite", host: Any = None, port: Any = None, db: str = "rasa.db", *_: Any) -> URL:
        """Return the address of a database file; the server's parameters are none of SQLite's."""
        return URL.create(dialect, database=db)
