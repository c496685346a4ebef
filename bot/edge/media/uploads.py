"""A bound on uploads that are under way: each takes its megabytes of memory."""

from __future__ import annotations

from types import TracebackType


class Full(Exception):
    """Too many uploads are under way."""


class Uploads:
    """Enter it to take something in."""

    def __init__(self, most: int) -> None:
        """Keep how many may be under way at once."""
        self._free = most

    def __enter__(self) -> None:
        """Take a place for one upload.

        Raises:
            Full: there is none.
        """
        if self._free <= 0:
            raise Full
        self._free -= 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the place back."""
        self._free += 1
