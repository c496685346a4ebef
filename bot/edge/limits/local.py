"""Moving windows in this process: bounded, whatever is thrown at them.

The library's own memory store keeps every key that was ever asked for until a sweep
over all of them; one who makes up a new name for each request would fill it. Here the
keys that were not asked for longest go when there are too many entries.
"""

from __future__ import annotations

import time
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable

from limits.aio.storage import MovingWindowSupport, Storage

MOST_ENTRIES = 200_000  # sixty megabytes where each has a key of its own, two where they share a few


class BoundedStorage(Storage, MovingWindowSupport):
    """Keeps the times of what was let through."""

    STORAGE_SCHEME = ["async+bounded"]  # noqa: RUF012 - as the library has it

    def __init__(self, most: int = MOST_ENTRIES, clock: Callable[[], float] = time.monotonic) -> None:
        """Be empty; at most so many entries in all."""
        super().__init__(None)
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[str, array[float]] = OrderedDict()  # an empty deque alone takes 624 bytes
        self._entries = 0

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count one, unless the window is full; what is refused is not counted."""
        now, times = self._clock(), self._kept.setdefault(key, array("d"))
        self._kept.move_to_end(key)
        self._drop_old(times, now - expiry)
        if len(times) + amount > limit:
            return False
        times.extend([now] * amount)
        self._entries += amount
        self._make_room()
        return True

    async def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Return when the window began, and how many are in it."""
        now = self._clock()
        times = [at for at in self._kept.get(key, ()) if at > now - expiry]
        return (times[0], len(times)) if times else (now, 0)

    def _drop_old(self, times: array[float], before: float) -> None:
        old = bisect_right(times, before)
        del times[:old]
        self._entries -= old

    def _make_room(self) -> None:
        while self._entries > self._most:
            _, gone = self._kept.popitem(last=False)
            self._entries -= len(gone)

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what this may raise: nothing of its own."""
        return ValueError

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count in the way of other strategies.

        Raises:
            NotImplementedError: there are only moving windows here.
        """
        raise NotImplementedError("only moving windows")

    async def get(self, key: str) -> int:
        """Return how many entries a key has."""
        return len(self._kept.get(key, ()))

    async def get_expiry(self, key: str) -> float:
        """Return the time now: keys go by their entries."""
        return self._clock()

    async def check(self) -> bool:
        """Say that all is well."""
        return True

    async def reset(self) -> int | None:
        """Forget everything."""
        count, self._entries = len(self._kept), 0
        self._kept.clear()
        return count

    async def clear(self, key: str) -> None:
        """Forget one key."""
        self._entries -= len(self._kept.pop(key, ()))
