"""A name that stands for several replicas, as a headless service's does, becomes all of their addresses."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

Resolve = Callable[[str, int], list[str]]
_PORT = 80


def _resolve(host: str, port: int) -> list[str]:
    for family in (socket.AF_INET, socket.AF_INET6):  # of a replica that has both, one is enough
        try:
            found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
        except OSError:
            continue
        return [str(address[0]) for *_, address in found]
    return []


def every_replica(urls: Sequence[str], resolve: Resolve = _resolve) -> list[str]:
    """Return one address for each replica.

    Args:
        urls: setting RASA_URLS. One with https stays as it is: its certificate names the host.
        resolve: finds the addresses of a host.
    """
    found: dict[str, None] = {}
    for url in urls:
        parsed = urlsplit(url)
        port = parsed.port or _PORT
        addresses = resolve(parsed.hostname or "", port) if parsed.scheme == "http" else []
        for address in sorted(set(addresses)):
            shown = f"[{address}]" if ":" in address else address
            found[f"http://{shown}:{port}{parsed.path}"] = None
        if not addresses:  # whoever asks it is told that it cannot be reached
            found[url] = None
    return list(found)
