"""Every process logs one JSON object a line: no resident's words, no secret of ours.

Our own modules say only what cannot hold words (types of errors, addresses,
counts). Of a foreign library's line only the template is kept, without what was
filled in, and of an exception its type and place: messages of exceptions quote
what they failed on.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import datetime, timezone
from types import TracebackType

OURS = ("bot", "db", "actions", "root")
MOST_CHARS = 500
HIDDEN = "***"
_PASSWORD = re.compile(r"(://[^/\s:@]*:)[^@/\s]+@")
_SECRET_NAMES = re.compile(r"TOKEN|SECRET|AES_KEY|PASSWORD")
_LEAST_SECRET = 6  # shorter ones would hide harmless text


def secrets_of(environment: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the values that must never be logged, the longest first."""
    found = {value for name, value in environment if _SECRET_NAMES.search(name) and len(value) >= _LEAST_SECRET}
    return tuple(sorted(found, key=len, reverse=True))


def place_of(traced: TracebackType | None) -> list[str]:
    """Return where an exception came from, as file:line, the innermost last; never what was said."""
    frames = traceback.extract_tb(traced)[-6:]
    return [f"{frame.filename.rpartition('/site-packages/')[2]}:{frame.lineno}" for frame in frames]


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def __init__(self, process: str, secrets: tuple[str, ...] = ()) -> None:
        """Keep the name of the process and what is hidden."""
        super().__init__()
        self._process = process
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": self._process,
            "pid": record.process,
            "logger": record.name,
            "event": self._event(record),
        }
        line.update(getattr(record, "data", None) or {})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["at"] = place_of(record.exc_info[2])
        return self._hide(json.dumps(line, ensure_ascii=False, default=str))

    def _event(self, record: logging.LogRecord) -> str:
        if record.name.partition(".")[0] in OURS:
            return record.getMessage()[:MOST_CHARS]
        return (str(record.msg).splitlines() or [""])[0][:MOST_CHARS]

    def _hide(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return _PASSWORD.sub(rf"\1{HIDDEN}@", line)


def configure(process: str) -> None:
    """Have everything this process logs written so, to standard error; the process manager keeps it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(process, secrets_of(os.environ.items())))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)


def adopt(names: Iterable[str]) -> None:
    """Take over loggers that a library gave handlers of its own."""
    for name in names:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
