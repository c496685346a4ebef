"""What a process does when its supervisor was killed: it serves on until a new supervisor is there, then makes room.

Otherwise the new supervisor's processes would find their ports taken by ones
that nobody restarts any more.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

logger = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
PIDFILE = "supervisord.pid"  # deploy/supervisord.conf names it


def new_supervisor(folder: Path, old: int) -> bool:
    """Say whether another supervisor than the old one runs; each writes its number before it starts anything."""
    try:
        pid = int((folder / PIDFILE).read_text(encoding="ascii"))
        os.kill(pid, 0)
    except (OSError, ValueError):
        return False
    return pid != old


def _wait(folder: Path, parent: int, grace: float, leave: Callable[[], None]) -> None:
    told = False
    # the supervisor may have died before we looked for the first time: then `parent` is not one at all
    while not new_supervisor(folder, parent):
        if os.getppid() != parent and not told:
            logger.error("the supervisor was killed: this process serves on until there is a new one")
            told = True
        time.sleep(EVERY_SECONDS)
    time.sleep(grace)
    logger.warning("a new supervisor runs: making room")
    leave()


def _end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def make_room_for_successors(folder: Path, grace: float) -> None:
    """Watch the supervisor that started this process, if one did.

    Args:
        folder: where its pid file lies.
        grace: seconds to serve on beside the successor, for processes that can share their port.
    """
    if not os.environ.get("SUPERVISOR_ENABLED"):
        return
    arguments = (folder, os.getppid(), grace, _end)
    threading.Thread(target=_wait, args=arguments, name="orphan", daemon=True).start()
