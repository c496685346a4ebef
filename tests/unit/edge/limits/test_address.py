"""Attack: hide behind a made-up X-Forwarded-For, or have a whole city counted as one."""

from __future__ import annotations

import pytest

from bot.edge.limits.address import client_address, counted_under

PEER, REAL = "10.0.0.2", "203.0.113.9"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ([REAL], 0, PEER),  # nobody of ours stands before the edge: whoever asks wrote it
        ([REAL], 1, REAL),
        ([f"1.2.3.4, {REAL}"], 1, REAL),  # the left was written by whoever asks
        (["1.2.3.4", REAL], 1, REAL),
        ([f"1.2.3.4, {REAL}, 10.0.0.1"], 2, REAL),
        ([REAL], 2, REAL),  # went past one of the two
        ([], 1, ""),  # a proxy that does not tell: counting would count everybody as one
        ([" , "], 1, ""),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(forwarded: list[str], proxies: int, address: str) -> None:
    assert client_address(PEER, forwarded, proxies) == address


@pytest.mark.parametrize(
    ("address", "unit"),
    [
        (REAL, REAL),
        ("::ffff:203.0.113.9", REAL),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),  # a household changes these bits at will
        ("fe80::1%eth0", "fe80::/64"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("", ""),
        ("unknown", ""),
        ("203.0.113.9:8080", ""),
        ("' OR 1=1", ""),
    ],
)
def test_an_address_stands_for_a_household_and_never_for_everybody(address: str, unit: str) -> None:
    assert counted_under(address) == unit
