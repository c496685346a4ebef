"""What the lock files pin. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


def same_name(name: str) -> str:
    """Return a package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> Iterator[tuple[str, str]]:
    """Yield (package, version) of a lock file."""
    for match in _PIN.finditer(text):
        yield same_name(match.group(1)), match.group(2)
