"""Load content files into the database: repeatable, and staff's changes win.

For each row three versions are compared: the file, the row, and `origin`, the
digest of what was loaded last. A row that still equals its origin follows the
file; one that staff changed is left alone and reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from db.files import EXAMPLE_COLUMNS, ContentRow, digest, read_content
from db.knowledge import raise_version
from db.models import Example, Script, ScriptSignal
from db.session import transaction


@dataclass
class LoadReport:
    """What one load did, by number; `kept` names rows that staff own."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything in the database is different now."""
        return bool(self.added or self.updated or self.removed)

    def __str__(self) -> str:
        """Return one line for the terminal."""
        return (
            f"{self.added} added, {self.updated} updated, {self.removed} removed, "
            f"{self.unchanged} unchanged, {len(self.kept)} kept as staff changed them"
        )


def _current(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Return the row's content in the form of `values`."""
    current = {key: getattr(row, key) for key in values if key != "signals"}
    if isinstance(row, Script):
        current["signals"] = {link.signal_id: link.weight for link in row.signals}
    return current


def _assign(row: Any, values: dict[str, Any], origin: str) -> None:
    for key, value in values.items():
        if key == "signals":
            row.signals = [ScriptSignal(signal_id=signal, weight=weight) for signal, weight in value.items()]
        else:
            setattr(row, key, value)
    row.origin = origin
    row.updated_by = "loader"


def _load_row(session: Session, row: Any | None, item: ContentRow, report: LoadReport) -> None:
    origin = digest(item.values)
    if row is None:
        row = item.model(id=item.id)
        _assign(row, item.values, origin)
        session.add(row)
        report.added += 1
        return
    owned = digest(_current(row, item.values)) != row.origin
    if owned:
        report.kept.append(f"{item.model.__tablename__}/{item.id}")
    elif row.origin == origin:
        report.unchanged += 1
    else:
        if isinstance(row, Script):
            session.execute(delete(ScriptSignal).where(ScriptSignal.script_id == row.id))
            session.expire(row, ["signals"])
        _assign(row, item.values, origin)
        report.updated += 1


def _remove_dropped(
    session: Session, model: type[Any], rows: dict[str, Any], seen: set[str], report: LoadReport
) -> None:
    """Delete examples that left the files, unless staff wrote or retired them.

    Only examples: scripts, signals and numbers may be referred to by past
    cases and are never dropped by a load.
    """
    if model is not Example:
        return
    for row_id in rows.keys() - seen:
        row = rows[row_id]
        values = {key: getattr(row, key) for key in EXAMPLE_COLUMNS}
        if row.origin and digest(values) == row.origin and not row.retired:
            session.delete(row)
            report.removed += 1


def load_rows(session: Session, items: Iterable[ContentRow]) -> LoadReport:
    """Load rows in their order and count the change in the knowledge version."""
    report = LoadReport()
    by_model: dict[type[Any], list[ContentRow]] = {}
    for item in items:
        by_model.setdefault(item.model, []).append(item)
    for model, group in by_model.items():
        rows = {row.id: row for row in session.scalars(select(model))}
        seen: set[str] = set()
        for item in group:
            if item.id not in seen:
                _load_row(session, rows.get(item.id), item, report)
            seen.add(item.id)
        _remove_dropped(session, model, rows, seen, report)
        session.flush()
    if report.changed:
        raise_version(session)
    return report


def load_content(engine: Engine) -> LoadReport:
    """Load all content files in one transaction: all of it or nothing.

    Raises:
        ContentError: a file cannot be read; nothing was changed.
    """
    items = list(read_content())
    with transaction(engine) as session:
        return load_rows(session, items)
