"""Figures kept for a minute: the pages of a day ask for the same ones over and over."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from sqlalchemy import Engine

from db.figures import Figures, figures
from db.where import Where

FRESH_SECONDS = 60.0
MOST = 128


class FiguresCache:
    """Counts once for everybody who asks within a minute; one count runs at a time."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], float] = time.monotonic,
        count: Callable[[Engine, Where], Figures] = figures,
    ) -> None:
        """Keep where to count."""
        self._engine, self._clock, self._count = engine, clock, count
        self._lock = threading.Lock()
        self._known: OrderedDict[Where, tuple[float, Figures]] = OrderedDict()

    def read(self, where: Where) -> Figures:
        """Return the figures, at most a minute old; blocks while they are counted."""
        known = self._fresh(where)
        if known:
            return known
        with self._lock:
            known = self._fresh(where)  # somebody else may have counted while we waited
            if known:
                return known
            counted = self._count(self._engine, where)
            self._known[where] = (self._clock(), counted)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
            return counted

    def _fresh(self, where: Where) -> Figures | None:
        at, known = self._known.get(where, (float("-inf"), None))
        return known if self._clock() - at < FRESH_SECONDS else None
