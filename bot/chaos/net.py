"""Ports that nothing listens on."""

from __future__ import annotations

import socket

MOST_PLACES = 40


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_range() -> int:
    """Return the first of a range of free ports, for the metrics."""
    for base in range(21000, 29000, MOST_PLACES):
        if all(_is_free(base + place) for place in range(MOST_PLACES)):
            return base
    raise RuntimeError("no forty free ports in a row between 21000 and 29000: stop what uses them")
