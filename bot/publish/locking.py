"""One swap at a time on this disk: of a job, a rollback, or the command."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings


@contextmanager
def only_one_swap(settings: Settings) -> Iterator[None]:
    """Hold the lock; it goes with its process."""
    path = settings.var / "releases" / "swap.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
