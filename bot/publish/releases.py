"""Releases on disk and in the table: what was served when, and with which words.

    var/releases/<digest>/model.tar.gz, export/, metrics.json, differences.json, knowledge.json.gz

`settings.model` is always a copy of the live release, so a Rasa that restarts loads
it; the stamp beside it says which it is.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from bot.publish.export import export_digest, read_frozen
from bot.publish.train import model_digest, trained_digest
from bot.settings import Settings
from db.example_changes import active_examples, text_of
from db.items import KINDS, read_items
from db.knowledge import current_version
from db.models import utc_now
from db.publish_tables import Release
from db.session import transaction

KEEP = 10
MODEL = "model.tar.gz"
METRICS = "metrics.json"
DIFFERENCES = "differences.json"
SNAPSHOT = "knowledge.json.gz"
EXPORT = "export"


def folder(settings: Settings, digest: str) -> Path:
    """Return where a release lies."""
    return settings.var / "releases" / digest


def write_json(path: Path, data: Any) -> None:
    """Write a JSON file whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    text = json.dumps(data, ensure_ascii=False, indent=1).encode()
    fresh.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    fresh.replace(path)


def read_json(path: Path) -> Any:
    """Read what `write_json` wrote, None where there is nothing."""
    if not path.exists():
        return None
    data = path.read_bytes()
    return json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)


def snapshot(session: Session) -> dict[str, Any]:
    """Return all knowledge as it is, to go back to."""
    items = {kind: list(read_items(session, kind)) for kind in KINDS}
    return {"items": items, "examples": [asdict(text_of(row)) for row in active_examples(session)]}


def served_digest(settings: Settings) -> str:
    """Return the release that Rasa loads when it starts, empty when there is none."""
    stamp = read_json(settings.model.with_suffix(".json")) or {}
    return str(stamp.get("release") or trained_digest(settings)) if settings.model.exists() else ""


def place(settings: Settings, digest: str, answers_for: str) -> None:
    """Make a release the one that Rasa loads when it starts.

    Args:
        settings: where.
        digest: of the release.
        answers_for: digest that the knowledge asks for now; equal to `digest` unless an
            older model was put back without its content. `make run` trains only when the
            knowledge asks for another.
    """
    settings.model.parent.mkdir(parents=True, exist_ok=True)
    fresh = settings.model.with_name(f"next.{os.getpid()}")
    shutil.copyfile(folder(settings, digest) / MODEL, fresh)
    fresh.replace(settings.model)
    write_json(settings.model.with_suffix(".json"), {"digest": answers_for, "release": digest})


def wanted_digest(session: Session) -> str:
    """Return the digest of the model that the knowledge asks for now."""
    return model_digest(export_digest(read_frozen(session)))


def adopt(engine: Engine, settings: Settings) -> str:
    """Make a release of the model in place where it is none yet (it came from `make run`); return its digest."""
    digest = served_digest(settings)
    if not digest:
        return ""
    target = folder(settings, digest)
    if not (target / MODEL).exists():
        target.mkdir(parents=True, exist_ok=True)
        fresh = target / f"{MODEL}.{os.getpid()}"
        shutil.copyfile(settings.model, fresh)
        fresh.replace(target / MODEL)
    with transaction(engine) as session:
        row = find(session, digest)
        if row is None:
            frozen = read_frozen(session)
            export = export_digest(frozen)
            fits = model_digest(export) == digest
            register(session, settings, digest, export if fits else "", job_id=None)
            if fits:
                write_json(target / SNAPSHOT, snapshot(session))
        make_live(session, digest, "prepare")
    return digest


def find(session: Session, digest: str) -> Release | None:
    """Return the row of a release."""
    return session.scalars(select(Release).where(Release.model_digest == digest)).first()


def live(session: Session) -> Release | None:
    """Return the row of the release that is served."""
    return session.scalars(select(Release).where(Release.state == "live")).first()


def register(session: Session, settings: Settings, digest: str, export: str, job_id: int | None) -> Release:
    """Write the row of a release, or find it."""
    row = find(session, digest)
    if row is None:
        row = Release(
            model_digest=digest,
            export_digest=export,
            path=str(folder(settings, digest)),
            knowledge_version=current_version(session),
            job_id=job_id,
        )
        session.add(row)
        session.flush()
    return row


def make_live(session: Session, digest: str, by: str) -> None:
    """Mark one release as the one that is served."""
    row = find(session, digest)
    assert row is not None
    if row.state == "live":
        return
    session.execute(update(Release).where(Release.state == "live").values(state="former"))
    row.state, row.live_at, row.live_by = "live", utc_now(), by


def prune(engine: Engine, settings: Settings, spare: set[str], keep: int = KEEP) -> list[str]:
    """Delete the files of all but the newest releases, never those to spare; return what went."""
    with transaction(engine) as session:
        rows = session.scalars(select(Release).order_by(Release.created_at.desc(), Release.id.desc())).all()
        spared = {row.model_digest for row in rows[:keep]} | {row.model_digest for row in rows if row.state == "live"}
    gone = []
    for row in rows:
        path = folder(settings, row.model_digest)
        if row.model_digest not in spared | spare and path.exists():
            shutil.rmtree(path, ignore_errors=True)
            gone.append(row.model_digest)
    return gone
