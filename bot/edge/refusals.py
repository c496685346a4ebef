"""What is logged of requests that are no HTTP: how many, never their words.

aiohttp logs each with a traceback that shows the bytes: a stranger could fill the disk, and a broken line of a
good client would put its token or a resident's words there.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

EVERY_SECONDS = 10.0


class Sparing(logging.Filter):
    """Lets one line through in ten seconds, with the kind of error and how many there were."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with none."""
        super().__init__()
        self._clock = clock
        self._silent = 0
        self._last = float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record, or keep it back."""
        self._silent += 1
        if self._clock() - self._last < EVERY_SECONDS:
            return False
        error = record.exc_info[1] if record.exc_info else None
        record.msg, record.args = "refused %d times what is no request, last: %s", (self._silent, type(error).__name__)
        record.exc_info = record.exc_text = record.stack_info = None
        self._silent, self._last = 0, self._clock()
        return True


def spare_the_log() -> None:
    """Have aiohttp's own lines go through the filter."""
    logging.getLogger("aiohttp.server").addFilter(Sparing())
