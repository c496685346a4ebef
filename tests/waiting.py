"""Watching other processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Poll a condition; fail when it never holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not reached within {seconds} s"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Say whether a process runs; of a negative number, whether any of that group does."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
