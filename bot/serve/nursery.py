"""One process that has loaded everything, and workers forked from it: they share its memory.

A worker that dies is forked anew at once; loading Rasa anew takes ten seconds
and more. Nothing here knows what a worker does.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator

logger = logging.getLogger(__name__)

SHORT_SECONDS = 5.0  # a worker that lives no longer was never well
MOST_SHORT = 5  # such deaths in a row: then the whole process ends, and who supervises it begins from nothing
STOP_SECONDS = 10.0
LOOK_SECONDS = 5.0
_STOPPING = (signal.SIGTERM, signal.SIGINT)


class Nursery:
    """Keeps a number of workers alive until it is told to stop."""

    def __init__(
        self,
        count: int,
        work: Callable[[int], None],
        before: Callable[[], bool] = lambda: False,
        hung: Callable[[int], bool] = lambda _: False,
        stale: Callable[[], bool] = lambda: False,
    ) -> None:
        """Keep what to do; nothing is started yet.

        Args:
            count: how many workers.
            work: what the worker with this number does until it ends; it runs in a process of its own.
            before: done here before workers are forked, so that they find it done; says whether it was anything new.
            hung: asked every few seconds about each worker; one that is gets killed, and forked anew.
            stale: asked as often; true when `before` would find something new. Workers that have it from elsewhere
                share no memory for it, so they are forked anew, one after the other.
        """
        self._count, self._work, self._before, self._hung, self._stale = count, work, before, hung, stale
        self._old: set[int] = set()  # process ids of workers that are to make room
        self._workers: dict[int, tuple[int, float]] = {}  # number and start by process id
        self._short = 0
        self._ending = 0  # process id of a worker that was told to end

    def run(self) -> int:
        """Serve until a signal to stop comes; returns an exit code."""
        with _signals() as heard:
            self._start(range(self._count))
            while True:
                if set(heard(LOOK_SECONDS)) & set(_STOPPING):
                    return self._stop(0)
                self._end_hung()
                if dead := self._dead():
                    if self._short >= MOST_SHORT:
                        logger.error("workers die as soon as they start")
                        return self._stop(1)
                    self._start(dead)
                self._renew()

    def _start(self, numbers: Iterable[int]) -> None:
        self._prepare()
        for number in numbers:
            sys.stdout.flush()
            sys.stderr.flush()
            pid = os.fork()
            if pid == 0:
                _become(self._work, number)
            self._workers[pid] = number, time.monotonic()

    def _prepare(self) -> None:
        if self._before():
            gc.unfreeze()  # what was before may go
        gc.collect()
        gc.freeze()  # the collector would write into every page that workers share

    def _renew(self) -> None:
        """Once what workers are forked with is old: end the next of them, when the others have run for a while."""
        if not self._old and self._count > 1 and self._stale():
            self._prepare()
            self._old = set(self._workers)
        self._old &= set(self._workers)
        youngest = max(begun for _, begun in self._workers.values())
        if self._old and not self._ending and time.monotonic() - youngest > LOOK_SECONDS:
            self._ending = self._old.pop()
            os.kill(self._ending, signal.SIGTERM)

    def _dead(self) -> list[int]:
        """Return the numbers of workers that ended."""
        found = []
        for pid, (number, begun) in list(self._workers.items()):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                del self._workers[pid]
                found.append(number)
                if pid == self._ending:
                    self._ending = 0
                    logger.info("worker %d is forked anew", number)
                    continue
                self._short = self._short + 1 if time.monotonic() - begun < SHORT_SECONDS else 0
                logger.error("worker %d ended (%d); another is started", number, os.waitstatus_to_exitcode(status))
        return found

    def _end_hung(self) -> None:
        for pid, (number, _) in self._workers.items():
            if self._hung(number):
                logger.error("worker %d does not answer; it is killed", number)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def _stop(self, code: int) -> int:
        """Let workers end by themselves, one after the other for the sake of those who ask; then kill them."""
        each = STOP_SECONDS / max(1, len(self._workers))
        for how, seconds in ((signal.SIGTERM, each), (signal.SIGKILL, 1.0)):
            for pid in list(self._workers):
                os.kill(pid, how)  # it is our child: it is not gone before we waited for it
                self._wait(pid, seconds)
        return code

    def _wait(self, pid: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if os.waitpid(pid, os.WNOHANG)[0]:
                del self._workers[pid]
                return
            time.sleep(0.02)


def _become(work: Callable[[int], None], number: int) -> None:
    """Be a worker, and never come back."""
    code = 1
    try:
        for one in (signal.SIGCHLD, *_STOPPING):
            signal.signal(one, signal.SIG_DFL)
        work(number)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


@contextlib.contextmanager
def _signals() -> Iterator[Callable[[float], list[int]]]:
    """Catch what a nursery must know of; the value waits at most so many seconds and returns what came."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    before = {one: signal.signal(one, lambda *_: None) for one in (signal.SIGCHLD, *_STOPPING)}
    woken = signal.set_wakeup_fd(writing)

    def heard(seconds: float) -> list[int]:
        ready, _, _ = select.select([reading], [], [], seconds)
        return list(os.read(reading, 1024)) if ready else []

    try:
        yield heard
    finally:
        signal.set_wakeup_fd(woken)
        for one, handler in before.items():
            signal.signal(one, handler)
        os.close(reading)
        os.close(writing)
