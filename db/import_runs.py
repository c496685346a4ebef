"""Lists that staff bring in: a dry run is kept for an hour, then it is loaded exactly as it was shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.import_models import ImportRun

BLOCKLIST, VISITS = "blocklist", "visits"
LOOKED, LOADED, UNDONE = "looked", "loaded", "undone"
LOOKED_LASTS, LOADED_LASTS = timedelta(hours=1), timedelta(days=365)
MOST_BAD = 200


@dataclass(frozen=True)
class Looked:
    """What a dry run found.

    Attributes:
        entries: all that can be loaded, as JSON.
        new: how many of them are new.
        twice: how many lines repeat an earlier one.
        bad: what is wrong, by line.
    """

    entries: list[Any]
    new: int
    twice: int
    bad: Sequence[str]


def look(session: Session, kind: str, file: str, found: Looked, by: str, now: datetime) -> ImportRun:
    """Keep a dry run."""
    run = ImportRun(
        kind=kind,
        file=file[:80],
        state=LOOKED,
        by=by,
        at=now,
        entries=found.entries,
        new=found.new,
        known=len(found.entries) - found.new,
        twice=found.twice,
        bad=list(found.bad)[:MOST_BAD],
        expires_at=now + LOOKED_LASTS,
    )
    session.add(run)
    session.flush()
    return run


def find(session: Session, kind: str, run_id: int, now: datetime) -> ImportRun | None:
    """Return a run of a kind, None where it is over or was never there."""
    run = session.get(ImportRun, run_id)
    return run if run is not None and run.kind == kind and run.expires_at > now else None


def done(session: Session, kind: str, now: datetime, most: int = 20) -> list[ImportRun]:
    """Return the runs that were loaded, the latest first."""
    asked = select(ImportRun).where(ImportRun.kind == kind, ImportRun.state != LOOKED, ImportRun.expires_at > now)
    return list(session.scalars(asked.order_by(ImportRun.id.desc()).limit(most)))


def move(session: Session, run: ImportRun, state: str, by: str, now: datetime, entries: list[Any], new: int) -> bool:
    """Bring a run from where it stands to another state; False when somebody was faster.

    Args:
        session: the transaction.
        run: which.
        state: loaded or undone.
        by: who.
        now: when; a loaded list can be taken back for a year.
        entries: what is kept of it.
        new: how many came, or went.
    """
    mine = update(ImportRun).where(ImportRun.id == run.id, ImportRun.state == run.state)
    values = {"state": state, "done_by": by, "done_at": now, "entries": entries, "new": new}
    moved = session.execute(
        mine.values(**values, known=run.known + run.new - new if state == LOADED else run.known,
                    expires_at=now + LOADED_LASTS)
    )  # fmt: skip
    return bool(moved.rowcount == 1)  # type: ignore[attr-defined]
