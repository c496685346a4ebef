"""The knowledge as the files have it, without a database: for previews of what is not published yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.files import CONTENT, ContentRow, read_words
from db.knowledge import Knowledge, ScriptWords, SignalWords
from db.models import Answer, Group, Hotline, Script, Signal, Wording


def knowledge_from_files(content: Path = CONTENT) -> Knowledge:
    """Return all words, read from the content files.

    Raises:
        db.files.ContentError: a file is missing or broken; names it.
    """
    rows: dict[type[Any], list[ContentRow]] = {}
    for row in read_words(content):
        rows.setdefault(row.model, []).append(row)
    return Knowledge(
        version=0,
        scripts={row.id: _script(row) for row in rows[Script]},
        signals={row.id: _signal(row) for row in rows[Signal]},
        groups=_named(rows[Group]),
        hotlines=_named(rows[Hotline]),
        answers=_named(rows[Answer]),
        wordings={row.id: row.values["words"] for row in rows[Wording]},
    )


def _script(row: ContentRow) -> ScriptWords:
    fields = {key: value for key, value in row.values.items() if key not in ("position", "signals")}
    return ScriptWords(id=row.id, signals=row.values["signals"], **fields)


def _signal(row: ContentRow) -> SignalWords:
    values = row.values
    return SignalWords(row.id, values["name"], values["question"], values["question_elder"])


def _named(rows: list[ContentRow]) -> dict[str, dict[str, Any]]:
    named = {}
    for row in rows:
        columns = {key: value for key, value in row.values.items() if key not in ("position", "words")}
        named[row.id] = {"id": row.id, **columns, **row.values["words"]}
    return named
