"""One press is one key, though some telephones tell it twice: by RFC 4733 and by SIP INFO. Pure."""

from __future__ import annotations

from collections.abc import Callable

ECHO_SECONDS = 8.0  # INFO over UDP is sent again after 0.5, 1, 2 and 4 s: a press may be told that much later


class Presses:
    """Drops what was told already by another way.

    Each way tells presses in their order, so the first press that this way has not told yet
    is the one meant; what lies before it was lost on this way.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with no key pressed."""
        self._clock = clock
        self._open: list[tuple[str, int, float]] = []  # key, way, when: told by one way, not yet by the other

    def is_new(self, key: str, way: int) -> bool:
        """Say whether this is a press of its own.

        Args:
            key: what was pressed.
            way: how it was told.
        """
        now = self._clock()
        self._open = [one for one in self._open if now - one[2] < ECHO_SECONDS]
        for number, (told, by, _) in enumerate(self._open):
            if told == key and by != way:
                self._open = [one for one in self._open[:number] if one[1] == way] + self._open[number + 1 :]
                return False
        self._open.append((key, way, now))
        return True
