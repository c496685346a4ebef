"""Claims of late answers, together: when many come at once they are all late in the same moment.

One transaction for each would take longer than WeChat waits.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from db import pushes
from db.models import utc_now

Waiting = tuple[pushes.Key, "asyncio.Future[bool]"]
MOST = 200  # in one statement: SQLite takes a limited number of values


class LateClaims:
    """Claims for one process that it sends an answer late; other processes may claim the same."""

    def __init__(self, engine: Engine, threads: Executor) -> None:
        """Keep where claims are written, and by whom."""
        self._engine = engine
        self._threads = threads
        self._waiting: list[Waiting] = []
        self._working: asyncio.Task[None] | None = None

    async def claim(self, person: str, message_id: str) -> bool:
        """Say whether this process is to send the answer.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database is away.
        """
        result: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append(((person, message_id), result))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await result

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            await self._write([(key, result) for key, result in batch if not result.done()])  # who gave up claims none

    async def _write(self, batch: list[Waiting]) -> None:
        keys = {key for key, _ in batch}
        if not keys:
            return
        running = asyncio.get_running_loop().run_in_executor(
            self._threads, pushes.claim_many, self._engine, keys, pushes.LATE, utc_now()
        )
        try:
            mine = await running
        except SQLAlchemyError as error:
            for _, result in batch:
                if not result.done():
                    result.set_exception(error)
            return
        for key, result in batch:
            if not result.done():
                result.set_result(key in mine)
