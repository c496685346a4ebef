"""One press is one key, though some telephones tell it twice: by RFC 4733 and by SIP INFO. Pure."""

from __future__ import annotations

from collections.abc import Callable

TWICE_SECONDS = 0.5  # the same key by the other way within this time is the same press


class Presses:
    """Drops what was told already by another way."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with no key pressed."""
        self._clock = clock
        self._last: tuple[str, int, float] = ("", 0, float("-inf"))

    def is_new(self, key: str, way: int) -> bool:
        """Say whether this is a press of its own.

        Args:
            key: what was pressed.
            way: how it was told.
        """
        now = self._clock()
        last_key, last_way, last_at = self._last
        if key == last_key and way != last_way and now - last_at < TWICE_SECONDS:
            return False
        self._last = key, way, now
        return True
