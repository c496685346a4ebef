"""The operator hears of slow answers before they become safe replies."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from bot.observe.metrics import SLOW_TURNS

logger = logging.getLogger(__name__)

SLOW_SECONDS = 1.5  # a resident begins to wonder; five times what a turn takes at the limit of one machine
TELL_SECONDS = 10.0  # one line in so many seconds says as much as hundreds


class Slowness:
    """Counts slow answers and tells of them now and then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing was slow yet."""
        self._clock = clock
        self._count = 0
        self._told_at: float | None = None

    def note(self, seconds: float) -> None:
        """Note how long an answer took."""
        if seconds < SLOW_SECONDS:
            return
        SLOW_TURNS.inc()
        self._count += 1
        now = self._clock()
        if self._told_at is None or now - self._told_at >= TELL_SECONDS:
            logger.warning(
                "answers are slow: %d since the last such line took over %.1f s, this one %.1f s",
                self._count,
                SLOW_SECONDS,
                seconds,
            )
            self._count, self._told_at = 0, now
