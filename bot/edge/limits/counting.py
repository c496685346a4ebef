"""Counts in Redis where there is one and it answers, otherwise in this process; never an error."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from limits.aio.storage import Storage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.edge.limits.local import BoundedStorage
from bot.edge.limits.rates import Rate

logger = logging.getLogger(__name__)

SECONDS = 0.3  # after this the answer of Redis is not waited for
AWAY_SECONDS = 5.0  # so long it is not asked again: nobody waits for it twice


class Counting:
    """Counts what is asked for, and says when it is too much."""

    def __init__(self, shared: Storage | None, clock: Callable[[], float] = time.monotonic) -> None:
        """Keep where all edges count; None: this one counts alone."""
        self._shared = MovingWindowRateLimiter(shared) if shared is not None else None
        self._local = MovingWindowRateLimiter(BoundedStorage(clock=clock))
        self._clock = clock
        self._away_until = 0.0
        self._answered = True

    @property
    def shared_state(self) -> bool | None:
        """Say whether Redis answered when it was last asked; None where there is none."""
        return self._answered if self._shared is not None else None

    @property
    def is_shared(self) -> bool:
        """Say whether all edges count together just now."""
        return self._shared is not None and self._clock() >= self._away_until

    async def take(self, rate: Rate, subject: str) -> bool:
        """Count one for a subject, in every window of its rate; False when one of them is full."""
        if not rate:
            return True
        if self._shared is not None and self.is_shared:
            try:
                taken = await asyncio.wait_for(self._hit(self._shared, rate, subject), SECONDS)
            except Exception as error:  # whatever ails Redis must not cost a resident the answer
                self._went_away(error)
            else:
                self._answered = True
                return taken
        return await self._hit(self._local, rate, subject)

    async def _hit(self, limiter: MovingWindowRateLimiter, rate: Rate, subject: str) -> bool:
        """Ask window after window, the shortest first: what is refused there does not fill the longer ones."""
        for item in sorted(rate, key=lambda item: item.get_expiry()):
            if not await limiter.hit(item, subject):
                return False
        return True

    def _went_away(self, error: Exception) -> None:
        logger.error("Redis is away, rates are counted here alone (REDIS_URL): %s", type(error).__name__)
        self._away_until, self._answered = self._clock() + AWAY_SECONDS, False
