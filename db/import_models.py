"""The table of lists that staff brought in: looked at first, then loaded, and taken back whole if need be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models import Base


class ImportRun(Base):
    """One file; never holds a readable number."""

    __tablename__ = "import_runs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(12))  # blocklist, visits
    file: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(8))  # looked, loaded, undone
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    entries: Mapped[list[Any]]  # looked: all that can be loaded; loaded: fingerprints of what was new
    new: Mapped[int]  # how many are new, as far as was known at the last step
    known: Mapped[int]  # how many stand there already
    twice: Mapped[int]  # how many lines repeat an earlier one of the file
    bad: Mapped[list[str]]  # what is wrong, by line, in the clerk's words; never the value
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    done_by: Mapped[str] = mapped_column(String(64), default="")
    expires_at: Mapped[datetime] = mapped_column(index=True)
