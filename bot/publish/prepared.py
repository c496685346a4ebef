"""Whether anything that a machine is made ready from has changed since it was, without doing it again.

Comparing 38,000 rows with the files and writing the export takes ten seconds, at
every start. The digest lies in the database, beside the number that rises with
every publish: a restored backup or an emptied table brings its own.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Engine

from bot.nlu.exported import SIGNALS
from bot.publish.train import add_files, code_digest, trained_digest
from bot.settings import ROOT, Settings
from db.files import CONTENT, EXAMPLES
from db.models import KnowledgeVersion
from db.session import transaction

_READERS = (ROOT / "db", ROOT / "bot" / "publish")  # the code that loads and exports


def files_digest() -> str:
    """Return a digest of every file that is loaded, and of the code that loads, exports and trains."""
    digest = hashlib.sha256(code_digest().encode())
    listed = [path for folder in (CONTENT, EXAMPLES) for path in folder.rglob("*.yml")]
    listed += [path for folder in _READERS for path in folder.rglob("*.py")]
    add_files(digest, sorted(listed), ROOT)
    return digest.hexdigest()


def _digest(files: str, version: int, model: str) -> str:
    return hashlib.sha256(f"{files}:{version}:{model}".encode()).hexdigest()


def is_prepared(engine: Engine, settings: Settings, files: str) -> bool:
    """Say whether files, knowledge and model are those of the last time.

    Args:
        engine: the database, its schema up to date.
        settings: where model and export lie.
        files: of `files_digest`.
    """
    model = trained_digest(settings)
    if not model or not (settings.export / SIGNALS).exists():
        return False
    with transaction(engine) as session:
        row = session.get(KnowledgeVersion, 1)
        return row is not None and row.prepared == _digest(files, row.version, model)


def keep_prepared(engine: Engine, settings: Settings, files: str) -> None:
    """Note that everything was made ready from these files."""
    with transaction(engine) as session:
        row = session.get(KnowledgeVersion, 1)
        if row is not None:
            row.prepared = _digest(files, row.version, trained_digest(settings))
