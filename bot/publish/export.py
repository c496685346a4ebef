"""Write what training reads: examples as Rasa NLU files, everything else as one JSON.

From the database, so that what staff changed is what is trained; with drafts laid
over it, so that a model can be made of what is not published yet.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot.nlu.exported import EXAMPLES, SIGNALS
from bot.publish.frozen import collected
from db.example_changes import ExampleChanges, ExampleText, active_examples, changed, text_of
from db.files import CONTENT, EXAMPLE_METADATA, read_yaml
from db.items import Item, read_items
from db.session import transaction

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_KINDS = ("script", "signal", "group")  # the others are words only


@dataclass(frozen=True)
class Change:
    """What one draft changes: an item, examples, or both."""

    kind: str
    item: Item | None
    examples: ExampleChanges


@dataclass(frozen=True)
class Frozen:
    """Everything a model is made of."""

    data: dict[str, Any]
    examples: list[ExampleText]


def read_frozen(session: Session, changes: Iterable[Change] = ()) -> Frozen:
    """Return what a model is made of, as it would be with these changes."""
    items = {kind: {str(item["id"]): item for item in read_items(session, kind)} for kind in _KINDS}
    examples = [text_of(row) for row in active_examples(session)]
    for change in changes:
        if change.item is not None and change.kind in items:
            items[change.kind][str(change.item["id"])] = change.item
        examples = changed(examples, change.examples) if change.examples else examples
    cues = read_yaml(CONTENT / "cues.yml")
    return Frozen(
        collected(items["script"].values(), items["signal"].values(), items["group"].values(), cues), examples
    )


def _files(examples: Iterable[ExampleText]) -> dict[str, list[dict[str, Any]]]:
    """Return Rasa NLU blocks by file name."""
    blocks: dict[tuple[str, ...], list[str]] = {}
    for one in examples:
        told = (getattr(one, name) for name in EXAMPLE_METADATA)
        blocks.setdefault((one.intent, *told), []).append(one.text)
    files: dict[str, list[dict[str, Any]]] = {}
    for (intent, *told_of), texts in blocks.items():
        meta = {key: value for key, value in zip(EXAMPLE_METADATA, told_of, strict=True) if value}
        listed = "".join(f"- {' '.join(text.split())}\n" for text in texts)
        block = {"intent": intent, **({"metadata": meta} if meta else {}), "examples": listed}
        files.setdefault(intent.replace("/", "."), []).append(block)
    return files


def _rendered(frozen: Frozen) -> tuple[str, dict[str, str]]:
    """Return (digest, text of each file of examples)."""
    digest = hashlib.sha256(json.dumps(frozen.data, ensure_ascii=False, sort_keys=True).encode())
    texts = {}
    for name, blocks in sorted(_files(frozen.examples).items()):
        text = yaml.dump(
            {"version": "3.1", "nlu": blocks}, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000
        )
        digest.update(text.encode())
        texts[name] = text
    return digest.hexdigest(), texts


def export_digest(frozen: Frozen) -> str:
    """Return the name of this knowledge without writing anything."""
    return _rendered(frozen)[0]


def _lies_there(folder: Path, digest: str, texts: dict[str, str]) -> bool:
    """Say whether the folder holds this export: it need not be taken from under whoever reads it."""
    try:
        found = json.loads((folder / SIGNALS).read_text(encoding="utf-8"))["digest"]
        files = {path.stem: path.read_text(encoding="utf-8") for path in (folder / EXAMPLES).iterdir()}
    except (OSError, ValueError, KeyError):
        return False
    return bool(found == digest) and files == texts


def write_export(frozen: Frozen, folder: Path) -> str:
    """Write the folder anew, whole or not at all, and return its digest; the same export is left as it is."""
    digest, texts = _rendered(frozen)
    if _lies_there(folder, digest, texts):
        return digest
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / EXAMPLES).mkdir(parents=True)
    for name, text in texts.items():
        (fresh / EXAMPLES / f"{name}.yml").write_text(text, encoding="utf-8")
    data = {**frozen.data, "digest": digest}
    (fresh / SIGNALS).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return digest


def export(engine: Engine, folder: Path) -> str:
    """Write the export and return its digest; the same knowledge gives the same digest.

    Args:
        engine: the database.
        folder: where to write; made anew.
    """
    with transaction(engine) as session:
        frozen = read_frozen(session)
    return write_export(frozen, folder)
