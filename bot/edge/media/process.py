"""The worker process that reads pictures: started on first use, replaced after a crash."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import struct
from collections.abc import Sequence

from bot.media.saw import FAILED, MISSING, ReadImage, load
from bot.settings import ROOT

logger = logging.getLogger(__name__)

MODULE = "bot.media.worker"
START_SECONDS = 40.0  # two on an idle machine
READ_SECONDS = 15.0
ANSWER_BYTES = 4 * 1024 * 1024
# it reads hostile bytes, so it knows no secret of ours
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"}


class WorkerProcess:
    """One worker; whoever calls takes turns, see `reader.py`."""

    def __init__(self, command: Sequence[str], seconds: float = READ_SECONDS) -> None:
        """Keep how it is started; nothing runs yet.

        Args:
            command: the program and its arguments.
            seconds: after this a worker that has not answered is killed.
        """
        self._command = tuple(command)
        self._seconds = seconds
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Return the id of the running process, 0 while none runs."""
        return self._process.pid if self._process is not None else 0

    async def ask(self, data: bytes) -> ReadImage:
        """Have one picture read; whatever happens, the next one finds a worker in order."""
        try:
            ready = await self._ready()
            if ready.problem:
                logger.error("pictures cannot be read: %s", ready.detail)
                await self.stop()
                return ready
            read = await asyncio.wait_for(self._exchange(data), self._seconds)
        except FileNotFoundError:
            logger.error("pictures cannot be read: %s is missing; run `make media`", self._command[0])
            return ReadImage(problem=MISSING)
        except asyncio.TimeoutError:
            return await self._failed("took too long")
        except (OSError, ValueError) as error:
            return await self._failed(f"{type(error).__name__}: {error}")
        except BaseException:  # cancelled in the middle: the answer would meet the next asker
            await self.stop()
            raise
        if read.problem:
            logger.warning("a picture was not read: %s (%s)", read.problem, read.detail)
        return read

    async def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _ready(self) -> ReadImage:
        """Return the first answer of a fresh worker, or a good one where it runs already."""
        if self._process is not None and self._process.returncode is None:
            return ReadImage()
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
        return await asyncio.wait_for(self._answer(), START_SECONDS)

    async def _exchange(self, data: bytes) -> ReadImage:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(struct.pack(">I", len(data)) + data)
        await self._process.stdin.drain()
        return await self._answer()

    async def _answer(self) -> ReadImage:
        assert self._process is not None
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise ConnectionResetError("the worker ended")
        return load(json.loads(line))

    async def _failed(self, why: str) -> ReadImage:
        logger.error("a picture was not read, its worker is replaced: %s", why)
        await self.stop()
        return ReadImage(problem=FAILED, detail=why)


def worker_of(python: str) -> WorkerProcess:
    """Return the worker that runs with this Python, of `.venv-media`."""
    return WorkerProcess((python, "-B", "-m", MODULE))
