"""Gets each answer to its person once: as the reply while WeChat waits, else by customer-service message.

WeChat gives up after five seconds and delivers the same message again, three
times. All deliveries share one computation. When it takes too long and the
answer can be sent afterwards, the request is answered `success` and the answer
follows; when it cannot, the safe reply goes out in time. In a crowd that is
known on arrival (`pace`), and nobody is kept waiting for nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.edge.channels.wechat.answers import AT_ONCE, Answers
from bot.edge.channels.wechat.claims import LateClaims
from bot.edge.channels.wechat.incoming import Incoming
from bot.edge.channels.wechat.pace import Pace
from bot.edge.channels.wechat.push import Pusher
from bot.edge.channels.wechat.quota import Budget
from bot.observe.metrics import WECHAT_LATE
from db import pushes
from db.models import utc_now

logger = logging.getLogger(__name__)

DATABASE_SECONDS = 0.6  # for one look while WeChat waits
DRAIN_SECONDS = 15
LEAST_SECONDS = 0.3  # even in a crowd
# to take in one message; of many at once the last lies unread for as long as all before it take
ARRIVAL_SECONDS = 0.006
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Delivered:
    """What the request is answered.

    Attributes:
        reply: the text; empty means `success`.
        rest: further parts, to be sent once the reply is out.
    """

    reply: str = ""
    rest: tuple[str, ...] = ()


class Delivery:
    """Delivers the answers of one account."""

    def __init__(
        self, engine: Engine, answers: Answers, pusher: Pusher, wait_seconds: float, clock: Callable[[], float]
    ) -> None:
        """Keep who answers and who sends; a request waits `wait_seconds` at most."""
        self._engine = engine
        self._answers = answers
        self._pusher = pusher
        self._wait = wait_seconds
        self._clock = clock
        self._running: dict[tuple[str, str], asyncio.Task[list[str]]] = {}
        self._pace = Pace()
        self._sending: set[asyncio.Task[None]] = set()
        # threads of its own: those of the turns are all taken when many come at once
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="wechat")
        self._claims = LateClaims(engine, self._threads)

    def warm_up(self) -> None:
        """Have a token at hand before the first answer is late."""
        self._background(self._pusher.warm_up())

    async def answer(self, incoming: Incoming, spent: float = 0.0) -> Delivered:
        """Return what the request is answered; `spent` seconds of its time are gone."""
        person = self._answers.person(incoming)
        budget = Budget.of(incoming.grant, self._clock())
        before = len(self._running)
        task = self._texts(person, incoming)
        if self._too_many(before) and await self._pusher.ready():
            return await self._promised(person, incoming, task, budget)
        try:
            texts = await asyncio.wait_for(asyncio.shield(task), self._time_left(spent))
        except asyncio.TimeoutError:
            return await self._late(person, incoming, task, budget)
        if not texts or await self._soon(self._claimed(person, incoming.id)) == pushes.LATE:
            return Delivered()
        return Delivered(texts[0], tuple(texts[1:]))

    def _time_left(self, spent: float) -> float:
        """Return how long a request may wait, less the more have come before it: it lay unread behind them."""
        return max(LEAST_SECONDS, self._wait - max(spent, len(self._running) * ARRIVAL_SECONDS))

    def _too_many(self, before: int) -> bool:
        """Say whether the answer cannot come while WeChat waits: so many are being made before it."""
        return before > AT_ONCE and self._pace.expected(before) > self._wait

    def send_rest(self, incoming: Incoming, rest: tuple[str, ...]) -> None:
        """Send further parts, in the background; repeated deliveries send them once."""
        budget = Budget.of(incoming.grant, self._clock())
        self._background(self._send_rest(self._answers.person(incoming), incoming, rest, budget))

    async def drain(self) -> None:
        """Wait for what is under way when the process stops."""
        waiting = [*self._running.values(), *self._sending]
        if waiting:
            await asyncio.wait(waiting, timeout=DRAIN_SECONDS)
        self._threads.shutdown(wait=False)

    def _texts(self, person: str, incoming: Incoming) -> asyncio.Task[list[str]]:
        """Return the one computation that all deliveries of a message share."""
        key = (person, incoming.id)
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(self._answers.texts(incoming))
            self._running[key] = task
            task.add_done_callback(lambda _: self._answered(key))
        return task

    def _answered(self, key: tuple[str, str]) -> None:
        self._running.pop(key, None)
        self._pace.answered(asyncio.get_running_loop().time(), crowded=len(self._running) >= AT_ONCE)

    async def _late(self, person: str, incoming: Incoming, task: asyncio.Task[list[str]], budget: Budget) -> Delivered:
        if not await self._pusher.ready():
            logger.warning("WeChat: too slow, and nothing can be sent afterwards; safe reply given")
            WECHAT_LATE.labels("safe").inc()
            return Delivered(self._answers.safe())
        return await self._promised(person, incoming, task, budget)

    async def _promised(
        self, person: str, incoming: Incoming, task: asyncio.Task[list[str]], budget: Budget
    ) -> Delivered:
        """Answer `success`; the answer is sent once it is there, by one process of those that were asked."""
        mine = await self._soon(self._claims.claim(person, incoming.id))
        if mine is None:
            return Delivered(self._answers.safe())
        if mine:
            WECHAT_LATE.labels("sent").inc()
            self._background(self._send_late(incoming, task, budget))
        return Delivered()

    async def _send_late(self, incoming: Incoming, task: asyncio.Task[list[str]], budget: Budget) -> None:
        texts = await task
        await self._pusher.send(incoming.user, texts[: budget.left], budget)

    async def _send_rest(self, person: str, incoming: Incoming, rest: tuple[str, ...], budget: Budget) -> None:
        try:
            mine = await asyncio.to_thread(pushes.claim, self._engine, person, incoming.id, pushes.REST, utc_now())
        except SQLAlchemyError:
            mine = True  # said twice is better than half
        if mine:
            await self._pusher.send(incoming.user, rest, budget)

    def _claimed(self, person: str, message_id: str) -> Awaitable[str]:
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._threads, pushes.claimed, self._engine, person, message_id)

    async def _soon(self, asked: Awaitable[_Result]) -> _Result | None:
        """Wait for one short transaction; None when the database does not answer in time."""
        try:
            return await asyncio.wait_for(asked, DATABASE_SECONDS)
        except (SQLAlchemyError, asyncio.TimeoutError):
            return None

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)
