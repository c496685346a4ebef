"""Which model Rasa starts with: the one in place if it is whole, else the newest that is.

A file that a full disk or a killed copy left half written must not keep Rasa
from starting: a model of yesterday answers, the operator is told.
"""

from __future__ import annotations

import gzip
import logging
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.observe.metrics import MODEL_FALLBACKS
from bot.settings import Settings

logger = logging.getLogger(__name__)

KEPT = "last-good.tar.gz"
_CHUNK = 1024 * 1024
_METADATA = "metadata.json"


def is_whole(path: Path) -> bool:
    """Say whether a model can be unpacked to its end: every block is read, and the checksum of all is right."""
    try:
        with gzip.open(path) as compressed:
            while compressed.read(_CHUNK):
                pass
        with tarfile.open(path, "r:gz") as archive:
            names = {Path(name).name for name in archive.getnames()}
    except (OSError, EOFError, tarfile.TarError, zlib.error):
        return False
    return _METADATA in names


def usable_model(settings: Settings) -> Path | None:
    """Return the model to serve, None where there is none that is whole."""
    if is_whole(settings.model):
        _keep(settings.model)
        return settings.model
    if settings.model.exists():
        logger.error("the model %s is broken; looking for an older one", settings.model)
    for path in _older(settings):
        if is_whole(path):
            MODEL_FALLBACKS.inc()
            logger.error("serving the older model %s: publish again, or run `python -m bot prepare`", path)
            return path
    return None


def _older(settings: Settings) -> Iterator[Path]:
    yield settings.model.with_name(KEPT)
    releases = list((settings.var / "releases").glob("*/model.tar.gz"))
    yield from sorted(releases, key=lambda path: path.stat().st_mtime, reverse=True)


def _keep(model: Path) -> None:
    """Keep a copy of a whole model, unless it is kept already; a full or read-only disk is no reason to stop."""
    kept = model.with_name(KEPT)
    with suppress(OSError):
        if kept.exists() and kept.stat().st_mtime_ns == model.stat().st_mtime_ns:
            return
    fresh = kept.with_name(f"{KEPT}.{os.getpid()}")
    try:
        shutil.copy2(model, fresh)
        fresh.replace(kept)
    except OSError as error:
        logger.warning("no copy of the model was kept: %s", error.strerror)
        with suppress(OSError):
            fresh.unlink()
