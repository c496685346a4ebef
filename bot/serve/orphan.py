"""What a process does when its supervisor was killed: it serves on until a new supervisor is there, then makes room.

A worker does the same when the process that forked it was killed.

Otherwise the new supervisor's processes would find their ports taken by ones
that nobody restarts any more. What they print went to a pipe of the supervisor:
from then on it goes into a file.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import stat
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

logger = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
FOLLOWED_SECONDS = 300.0  # a successor that is not there by then does not share the port
APART_SECONDS = 3.0  # between two that make room
_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_LISTEN = "0A"
PIDFILE = "supervisord.pid"  # deploy/supervisord.conf names it
LOG = "orphans.log"
_OUTPUTS = (1, 2)


def new_supervisor(folder: Path, old: int) -> bool:
    """Say whether another supervisor than the old one runs; each writes its number before it starts anything."""
    try:
        pid = int((folder / PIDFILE).read_text(encoding="ascii"))
        os.kill(pid, 0)
    except (OSError, ValueError):
        return False
    return pid != old


def listeners(port: int) -> int:
    """Return how many sockets listen on a port of this machine; several may share it."""
    rows = [line.split() for name in _TABLES if name.exists() for line in name.read_text().splitlines()[1:]]
    return sum(row[3] == _LISTEN and int(row[1].rpartition(":")[2], 16) == port for row in rows)


def reader_is_gone() -> bool:
    """Say whether standard output or standard error is a pipe that nobody reads any more."""
    pipes = [output for output in _OUTPUTS if stat.S_ISFIFO(os.fstat(output).st_mode)]
    poll = select.poll()
    for output in pipes:
        poll.register(output, 0)  # errors are told always
    return bool(pipes and poll.poll(0))


def write_to(path: Path) -> None:
    """Send those of standard output and standard error that are pipes to the end of a file, if it can be opened.

    Their reader is dead. Logging survives a broken pipe, but its lines are lost, and `print` raises.
    """
    with suppress(OSError), path.open("ab") as file:
        for output in _OUTPUTS:
            if stat.S_ISFIFO(os.fstat(output).st_mode):
                os.dup2(file.fileno(), output)


def _wait(folder: Path, parent: int, shared_port: int, leave: Callable[[], None]) -> None:
    told = False
    # the supervisor may have died before we looked for the first time: then `parent` is not one at all
    while not new_supervisor(folder, parent):
        if os.getppid() != parent and not told:
            write_to(folder / LOG)
            logger.error("the supervisor was killed: this process serves on until there is a new one")
            told = True
        time.sleep(EVERY_SECONDS)
    _until_followed(shared_port)
    logger.warning("a new supervisor runs: making room")
    leave()


def _until_followed(port: int) -> None:
    """Serve on until somebody more listens on the shared port, so that there is always somebody who does."""
    before, deadline = listeners(port) if port else 0, time.monotonic() + FOLLOWED_SECONDS
    while port and listeners(port) <= before and time.monotonic() < deadline:
        time.sleep(EVERY_SECONDS)


def _end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def make_room_for_successors(folder: Path, shared_port: int) -> None:
    """Watch the supervisor that started this process, if one did.

    Args:
        folder: where its pid file lies.
        shared_port: on which a successor can listen beside this process; 0: it needs the port for itself.
    """
    if not os.environ.get("SUPERVISOR_ENABLED"):
        return
    arguments = (folder, os.getppid(), shared_port, _end)
    threading.Thread(target=_wait, args=arguments, name="orphan", daemon=True).start()


def _wait_for_parent(folder: Path, parent: int, shared_port: int, number: int, leave: Callable[[], None]) -> None:
    while os.getppid() == parent:
        if reader_is_gone():  # the supervisor of the parent was killed, which lives on
            write_to(folder / LOG)
        time.sleep(EVERY_SECONDS)
    if reader_is_gone():
        write_to(folder / LOG)
    logger.error("the process that this one was forked from is gone: it serves on until it is followed")
    _until_followed(shared_port)
    time.sleep(number * APART_SECONDS)
    leave()


def leave_when_followed(folder: Path, parent: int, shared_port: int, number: int) -> None:
    """Watch the process that this one was forked from: once it is gone, serve until somebody else does, then end.

    Args:
        folder: where the log of orphans lies.
        parent: process id of what it was forked from.
        shared_port: on which a successor can listen beside this process.
        number: of this process among its kind: they end one after the other. A turn that one of them breaks off
            in ending is taken by another, but not when that one ends in the same moment.
    """
    arguments = (folder, parent, shared_port, number, _end)
    threading.Thread(target=_wait_for_parent, args=arguments, name="orphan", daemon=True).start()
