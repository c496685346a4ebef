"""Write what training reads: examples as Rasa NLU files, everything else as one JSON.

From the database, so that what staff changed is what is trained.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.nlu.exported import EXAMPLES, SIGNALS
from bot.text.normalise import normalise
from db.files import CONTENT, EXAMPLE_METADATA, read_yaml
from db.models import Example, Group, Script, Signal
from db.session import transaction

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _patterns(session: Session) -> dict[str, dict[str, list[str]]]:
    cues = read_yaml(CONTENT / "cues.yml")
    return {
        "signal": {row.id: row.patterns for row in session.scalars(select(Signal).order_by(Signal.id))},
        "group": {row.id: row.cues for row in session.scalars(select(Group).order_by(Group.id))},
        "cue": cues["cues"],
        "channel": cues["channels"],
        "move": cues["moves"],
    }


def _names(scripts: list[Script]) -> dict[str, list[str]]:
    """Return the normalised name and aliases by which each type is named outright."""
    return {
        row.id: sorted(
            {normalise(name).text for name in (row.name, *(row.words.get("aliases") or ())) if len(name) > 1}
        )
        for row in scripts
    }


def collect(session: Session) -> dict[str, Any]:
    """Return everything frozen into a model besides the examples."""
    scripts = list(session.scalars(select(Script).order_by(Script.id)))
    return {
        "patterns": _patterns(session),
        "matrix": {row.id: {link.signal_id: link.weight for link in row.signals} for row in scripts},
        "names": _names(scripts),
    }


def _nlu(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Return Rasa NLU blocks by file name."""
    files: dict[str, list[dict[str, Any]]] = {}
    rows = session.scalars(select(Example).where(Example.retired.is_(False)).order_by(Example.intent, Example.id))
    blocks: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        told = (getattr(row, name) for name in EXAMPLE_METADATA)
        blocks.setdefault((row.intent, *told), []).append(row.text)
    for (intent, *told_of), texts in blocks.items():
        meta = {key: value for key, value in zip(EXAMPLE_METADATA, told_of, strict=True) if value}
        examples = "".join(f"- {' '.join(text.split())}\n" for text in texts)
        block = {"intent": intent, **({"metadata": meta} if meta else {}), "examples": examples}
        files.setdefault(intent.replace("/", "."), []).append(block)
    return files


def export(engine: Engine, folder: Path) -> str:
    """Write the export and return its digest; the same knowledge gives the same digest.

    Args:
        engine: the database.
        folder: where to write; made anew.
    """
    with transaction(engine) as session:
        data = collect(session)
        files = _nlu(session)
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / EXAMPLES).mkdir(parents=True)
    digest = hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode())
    for name, blocks in sorted(files.items()):
        text = yaml.dump(
            {"version": "3.1", "nlu": blocks}, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000
        )
        digest.update(text.encode())
        (fresh / EXAMPLES / f"{name}.yml").write_text(text, encoding="utf-8")
    data["digest"] = digest.hexdigest()
    (fresh / SIGNALS).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return digest.hexdigest()
