"""Which address a request is counted under. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

_NETWORK = 64  # bits of an IPv6 address that belong to one household or school


def client_address(peer: str, forwarded: Sequence[str], proxies: int) -> str:
    """Return who asks, empty where that cannot be known.

    Args:
        peer: the other end of the connection.
        forwarded: every X-Forwarded-For header of the request, in order.
        proxies: how many proxies of ours stand before the edge; each adds its peer on the right,
            and what stands further left was written by whoever asks.
    """
    if proxies < 1:
        return peer
    listed = [entry.strip() for header in forwarded for entry in header.split(",") if entry.strip()]
    return listed[-min(proxies, len(listed))] if listed else ""


def counted_under(address: str) -> str:
    """Return what stands for an address: itself, or its network; empty for one that is not counted.

    This machine's own address is not: behind a proxy that does not tell for whom it
    asks it would be everybody's.
    """
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return "" if parsed.is_loopback else str(ipaddress.ip_network((parsed, _NETWORK), strict=False))
        parsed = parsed.ipv4_mapped
    return "" if parsed.is_loopback else str(parsed)
