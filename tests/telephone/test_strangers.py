# Attack: speak SIP to the telephone's port in ways that no caller does, to bring it down while others are helped.
"""What is no call is refused, and calls go on."""

from __future__ import annotations

import socket

import pytest

from tests.fakes.phone_edge import ANSWERED, FakeEdge, greeting, menu
from tests.telephone.conftest import Ring, StartSip
from tests.telephone.ringing import Program
from tests.telephone.test_sip import GOODBYE, SOUNDS


def ask(address: tuple[str, int], method: str, name: str, *headers: str, body: str = "") -> int:
    """Send one request as nobody in particular; returns the final status of the answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.settimeout(5)
        own = f"127.0.0.1:{line.getsockname()[1]}"
        said = (
            f"{method} sip:help@127.0.0.1:{address[1]} SIP/2.0",
            f"Via: SIP/2.0/UDP {own};branch=z9hG4bK{name}",
            "Max-Forwards: 70",
            f"From: <sip:stranger@{own}>;tag={name}",
            f"To: <sip:help@127.0.0.1:{address[1]}>",
            f"Call-ID: {name}@127.0.0.1",
            f"CSeq: 1 {method}",
            f"Contact: <sip:stranger@{own}>",
            *headers,
            f"Content-Length: {len(body)}",
        )
        line.sendto("\r\n".join((*said, "", body)).encode(), address)
        while (status := int(line.recv(4096).split()[1])) < 200:
            pass
        return status


def offer(*lines: str) -> str:
    """Return SDP for G.711."""
    fixed = ("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0", "m=audio 40000 RTP/AVP 8")
    return "\r\n".join((*fixed, *lines, ""))


@pytest.mark.parametrize("event", ["presence", "message-summary", "dialog"])
async def test_nobody_subscribes_to_us(start_sip: StartSip, ring: Ring, event: str) -> None:
    edge = FakeEdge(SOUNDS, menu({"1": GOODBYE}, greeting()))
    program = await start_sip(edge)
    for expires in (600, 0):
        headers = (f"Event: {event}", f"Expires: {expires}")
        assert ask(address_of(program), "SUBSCRIBE", f"{event}{expires}", *headers) >= 400
    await still_answers(edge, program, ring)


async def test_packets_of_a_length_that_no_telephone_sends_are_refused(start_sip: StartSip, ring: Ring) -> None:
    edge = FakeEdge(SOUNDS, menu({"1": GOODBYE}, greeting()))
    program = await start_sip(edge)
    kind = "Content-Type: application/sdp"
    for number, line in enumerate(("a=ptime:65535", "a=maxptime:4294967295", "a=ptime:-1", "a=ptime:0")):
        assert ask(address_of(program), "INVITE", f"long{number}", kind, body=offer(line)) == 488
    await still_answers(edge, program, ring)


def address_of(program: Program) -> tuple[str, int]:
    host, port = program.environment["PHONE_SIP_LISTEN"].split(":")
    return host, int(port)


async def still_answers(edge: FakeEdge, program: Program, ring: Ring) -> None:
    caller = await ring(program)
    await edge.until(ANSWERED)
    await caller.press("1")
    assert (await caller.until("DISCONNECTED"))["code"] == 200
