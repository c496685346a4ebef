"""`python -m bot.chaos.moved_clock edge`: an edge whose wall clock a fault may move; nothing else is changed.

libfaketime was tried and does not do: it takes over the timed waits by which
Python's threads hand each other the interpreter, and they spin. So the two
functions that tell the time of day are replaced before anything imports them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

CLOCK_FILE = "CHAOS_CLOCK"
_EVERY = 0.5


def shift(path: Path, steady: Callable[[], float] = time.monotonic) -> Callable[[], float]:
    """Return what tells by how many seconds the clock is moved, looked up twice a second."""
    seen = [0.0, -1.0]  # seconds, and when looked at

    def seconds() -> float:
        if steady() - seen[1] >= _EVERY:
            seen[1] = steady()
            text = path.read_text(encoding="ascii").strip()
            seen[0] = float(text or seen[0])
        return seen[0]

    return seconds


def move(seconds: Callable[[], float]) -> None:
    """Have this process live at another time of day; the monotonic clock stays."""
    import db.models

    wall, now = time.time, db.models.utc_now

    def moved_now() -> datetime:
        return now() + timedelta(seconds=seconds())

    time.time = lambda: wall() + seconds()
    db.models.utc_now = moved_now


if __name__ == "__main__":
    move(shift(Path(os.environ[CLOCK_FILE])))
    from bot.__main__ import main

    sys.exit(main(sys.argv[1:]))
