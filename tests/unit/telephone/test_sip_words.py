"""SIP addresses, presses that are told twice, and who may call."""

from __future__ import annotations

import pytest

from telephone.core.config import host_and_port, is_allowed, read_config
from telephone.sip.address import place_of, rung, source_ip, transfer_uri
from telephone.sip.keys import Presses


@pytest.mark.parametrize(
    ("uri", "number"),
    [
        ("sip:85551234@10.0.0.2:5060", "85551234"),
        ("<sip:85551234@10.0.0.2>", "85551234"),
        ("sip:85551234;phone-context=cn@10.0.0.2", ""),
        ("sip:10.0.0.2", ""),
        ("", ""),
    ],
)
def test_the_number_that_was_rung(uri: str, number: str) -> None:
    assert rung(uri) == number


def test_a_number_without_a_place_has_none() -> None:
    assert place_of("sip:1@x", {"1": "hall-3"}) == "hall-3"
    assert place_of("sip:2@x", {"1": "hall-3"}) == ""


@pytest.mark.parametrize(
    ("to", "template", "uri"),
    [
        ("96110", "sip:{to}@trunk:5080", "sip:96110@trunk:5080"),
        ("+8610123", "sip:{to}@trunk", "sip:+8610123@trunk"),
        ("sip:duty@10.0.0.9", "sip:{to}@trunk", "sip:duty@10.0.0.9"),
        ("96110", "", ""),
        ("", "sip:{to}@trunk", ""),
        ("1", "sip:{to}@trunk", ""),
        # Attack: a header of its own behind the address
        ("96110@evil\r\nContact: x", "sip:{to}@trunk", ""),
        ("sip:a@b?Replaces=x", "sip:{to}@trunk", ""),
        ("96110;user=evil", "sip:{to}@trunk", ""),
    ],
)
def test_where_a_caller_is_referred_to(to: str, template: str, uri: str) -> None:
    assert transfer_uri(to, template) == uri


@pytest.mark.parametrize(("address", "ip"), [("10.0.0.2:5060", "10.0.0.2"), ("[fe80::1]:5060", "fe80::1"), ("x", "")])
def test_where_a_packet_came_from(address: str, ip: str) -> None:
    assert source_ip(address) == ip


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.mark.parametrize(
    ("second", "way", "later", "is_new"),
    [
        ("9", 1, 0.1, False),  # the same press, told by SIP INFO too
        ("9", 0, 0.1, True),  # pressed twice
        ("9", 1, 4.5, False),  # INFO that was lost three times
        ("9", 1, 9.0, True),
        ("8", 1, 0.1, True),
    ],
)
def test_a_press_that_is_told_twice_is_one(second: str, way: int, later: float, is_new: bool) -> None:
    clock = Clock()
    presses = Presses(clock)
    assert presses.is_new("9", 0)
    clock.now += later
    assert presses.is_new(second, way) is is_new


@pytest.mark.parametrize(
    ("told", "heard"),
    [
        ("9a *a 9b *b #a #b", "9 * #"),  # a busy machine: one way comes late as a whole
        ("9a 9b 9a 9b", "9 9"),
        ("9a 9a 9b 9b", "9 9"),
        ("1a 2a 2b 3a 3b", "1 2 3"),  # lost on the second way
        ("1a 2b 2a 3a", "1 2 3"),  # lost on the first way
        ("1a 1b 1b 1a", "1 1"),
    ],
)
def test_presses_are_matched_in_the_order_of_each_way(told: str, heard: str) -> None:
    presses = Presses(Clock())
    assert [one[0] for one in told.split() if presses.is_new(one[0], ord(one[1]))] == heard.split()


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("192.0.2.7", True),
        ("192.0.2.8", False),
        ("11.0.0.1", False),
        ("trunk.example", False),
        ("", False),
    ],
)
def test_only_named_addresses_and_networks_may_call(address: str, allowed: bool) -> None:
    assert is_allowed(address, ("10.0.0.0/8", "192.0.2.7")) is allowed


@pytest.mark.parametrize(("given", "parts"), [("1.2.3.4:5", ("1.2.3.4", 5)), ("[::1]:9019", ("::1", 9019))])
def test_an_address_is_host_and_port(given: str, parts: tuple[str, int]) -> None:
    assert host_and_port(given) == parts


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown"):
        read_config({"edge": "", "surprise": 1})
