"""A worker process that reads what strangers send: started on first use, replaced after a crash, ended when idle."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from bot.media.saw import FAILED, MISSING, ReadImage, load
from bot.observe.metrics import WORKER_DEATHS, WORKER_STARTS
from bot.settings import ROOT

logger = logging.getLogger(__name__)

START_SECONDS = 40.0  # two on an idle machine
READ_SECONDS = 15.0
ANSWER_BYTES = 4 * 1024 * 1024
# it reads hostile bytes, so it knows no secret of ours
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"}


class Outcome(Protocol):
    """What every answer of a worker tells of itself."""

    @property
    def problem(self) -> str:
        """Why nothing was read, empty when it was."""

    @property
    def detail(self) -> str:
        """More of it, for the log."""


O = TypeVar("O", bound=Outcome)  # noqa: E741 - an outcome


@dataclass(frozen=True)
class Trade(Generic[O]):
    """What a worker is there for.

    Attributes:
        module: is run with `python -m`.
        thing: what it reads, for the log.
        load: makes an outcome of what the worker wrote; raises ValueError.
        failed: makes an outcome of a problem and its detail.
    """

    module: str
    thing: str
    load: Callable[[Any], O]
    failed: Callable[[str, str], O]


PICTURES = Trade("bot.media.worker", "picture", load, lambda problem, why: ReadImage(problem=problem, detail=why))


class Worker(Generic[O]):
    """One worker; whoever calls takes turns, see `queue.py`."""

    def __init__(
        self, trade: Trade[O], command: Sequence[str], seconds: float = READ_SECONDS, idle_seconds: float = 0
    ) -> None:
        """Keep how it is started; nothing runs yet.

        Args:
            trade: what it reads.
            command: the program and its arguments.
            seconds: after this a worker that has not answered is killed.
            idle_seconds: after this without work it is ended, 0 for never.
        """
        self._trade = trade
        self._command = tuple(command)
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._idle: asyncio.TimerHandle | None = None
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Return the id of the running process, 0 while none runs."""
        return self._process.pid if self._process is not None else 0

    async def ask(self, data: bytes) -> O:
        """Have one thing read; whatever happens, the next one finds a worker in order."""
        self._keep_running()
        try:
            return await self._ask(data)
        finally:
            if self._idle_seconds and self._process is not None:
                self._idle = asyncio.get_running_loop().call_later(self._idle_seconds, self._end_idle)

    async def _ask(self, data: bytes) -> O:
        try:
            unready = await self._unready()
            if unready is not None:
                logger.error("%ss cannot be read: %s", self._trade.thing, unready.detail)
                await self.stop()
                return unready
            read = await asyncio.wait_for(self._exchange(data), self._seconds)
        except FileNotFoundError:
            logger.error("%ss cannot be read: %s is missing; run `make media`", self._trade.thing, self._command[0])
            return self._trade.failed(MISSING, "")
        except asyncio.TimeoutError:
            return await self._failed("took too long")
        except (OSError, ValueError) as error:
            return await self._failed(f"{type(error).__name__}: {error}")
        except BaseException:  # cancelled in the middle: the answer would meet the next asker
            await self.stop()
            raise
        if read.problem:
            logger.warning("a %s was not read: %s (%s)", self._trade.thing, read.problem, read.detail)
        return read

    async def stop(self) -> None:
        """End the process, if there is one."""
        self._keep_running()
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _keep_running(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _end_idle(self) -> None:
        """Kill a worker that had nothing to do; the loop itself takes note of its end."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def _unready(self) -> O | None:
        """Return why a fresh worker cannot work, None where it can or runs already."""
        if self._process is not None and self._process.returncode is None:
            return None
        await self.stop()
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=ROOT,
            env=_ENVIRONMENT,
            limit=ANSWER_BYTES,
        )
        WORKER_STARTS.labels(self._trade.thing).inc()
        first = await asyncio.wait_for(self._answer(), START_SECONDS)
        return first if first.problem else None

    async def _exchange(self, data: bytes) -> O:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(struct.pack(">I", len(data)) + data)
        await self._process.stdin.drain()
        return await self._answer()

    async def _answer(self) -> O:
        assert self._process is not None
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise ConnectionResetError("the worker ended")
        return self._trade.load(json.loads(line))

    async def _failed(self, why: str) -> O:
        logger.error("a %s was not read, its worker is replaced: %s", self._trade.thing, why)
        WORKER_DEATHS.labels(self._trade.thing).inc()
        await self.stop()
        return self._trade.failed(FAILED, why)


class WorkerProcess(Worker[ReadImage]):
    """The worker that reads pictures."""

    def __init__(self, command: Sequence[str], seconds: float = READ_SECONDS) -> None:
        """Keep how it is started."""
        super().__init__(PICTURES, command, seconds)


def command_of(python: str, module: str) -> tuple[str, ...]:
    """Return how a worker is started with this Python, of `.venv-media`."""
    return (python, "-B", "-m", module)


def worker_of(python: str) -> WorkerProcess:
    """Return the worker for pictures that runs with this Python."""
    return WorkerProcess(command_of(python, PICTURES.module))
