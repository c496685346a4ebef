"""What of a set is made already: a set that was killed goes on where it stopped."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bot.posters.press import Printed
from bot.posters.spots import FORMATS

_OURS = Path(__file__).resolve().parent


class Busy(RuntimeError):
    """Another process makes the same set; the message says so."""


class Parts:
    """The sheets of one set that are made, each a few files in a folder beside the set."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        self._folder = folder

    def row(self, key: str) -> list[str] | None:
        """Return what was noted of a sheet, None for one that is not whole."""
        path = self._folder / f"{key}.json"
        if not path.exists():
            return None
        noted: list[str] = json.loads(path.read_text(encoding="utf-8"))
        return noted

    def put(self, key: str, row: list[str], printed: Printed | None) -> None:
        """Keep a sheet; its note comes last, so that what has one is whole."""
        if printed:
            for form in FORMATS:
                (self._folder / f"{key}.{form}").write_bytes(getattr(printed, form))
        unfinished = self._folder / f"{key}.new"
        unfinished.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(self._folder / f"{key}.json")

    def file(self, key: str, form: str) -> Path:
        """Return the file of a sheet."""
        return self._folder / f"{key}.{form}"


@contextmanager
def open_parts(target: Path) -> Iterator[Parts]:
    """Open the folder of a set; it goes away once the set is whole.

    Raises:
        Busy: another process is at it.
    """
    folder = target.with_suffix(".parts")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"{target}: another process makes this set; wait for it, or give another --out") from error
        yield Parts(folder)
        shutil.rmtree(folder, ignore_errors=True)


def key_of(*told: object) -> str:
    """Return the name of a sheet's files: another one as soon as its words, its code or our layout change."""
    return hashlib.sha256("\n".join((_layout(), *map(repr, told))).encode()).hexdigest()[:32]


@cache
def _layout() -> str:
    """Return the digest of everything that decides how a poster looks."""
    files = sorted(path for path in _OURS.rglob("*") if path.suffix in (".py", ".js", ".j2", ".css"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
