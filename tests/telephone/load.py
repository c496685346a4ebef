"""Many calls at once, and the longest gap in the sound that each of them receives.

    .venv/bin/python -m tests.telephone.load --calls 8 --seconds 60

A real SIP caller (PJSIP, another process) rings our SIP program on loopback; every call plays sounds that are
found again, tenth of a second by tenth, in what the caller heard. Measure on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from aiohttp.test_utils import TestServer

from bot.phone.events import HangUp, Play
from telephone.sip.shares import HELD, PJSIP_CALLS
from tests.fakes.phone_edge import FakeEdge, menu, sound
from tests.telephone.ringing import Caller, sip_program
from tests.telephone.signals import Found, find, speechlike

LONGEST_GAP = 0.2  # seconds
LEAST_HEARD = 0.95  # of the tenths of a second
SOUND_SECONDS = 8.0  # as long as a prompt may be


@dataclass(frozen=True)
class Measured:
    """What one call heard."""

    call: int
    gap: float
    heard: float


def measured(call: int, sounds: list[list[bytes]], received: bytes) -> Measured:
    """Return how whole the sounds of one call are."""
    found: list[Found] = [find(one, received) for one in sounds]
    return Measured(call, max(one.gap for one in found), min(one.heard for one in found))


async def run(calls: int, seconds: float, folder: Path) -> list[Measured]:
    """Ring so many times at once and listen so long."""
    count = max(1, round(seconds / SOUND_SECONDS))
    sounds = {f"s{number}": speechlike(SOUND_SECONDS, 100 + number) for number in range(count)}
    everything = (Play(tuple(sound(name) for name in sounds)), HangUp())
    edge = FakeEdge({**sounds, "safe": speechlike(1.0, 99)}, menu({}, everything))
    server = TestServer(edge.app())
    await server.start_server()
    program = sip_program(str(server.make_url("/")), folder, PHONE_MOST_CALLS=str(calls))
    try:
        await program.start("taking calls")
        await program.logged("the last resort is at hand", times=ceil(calls / HELD))
        callers = []
        for first in range(0, calls, PJSIP_CALLS):
            (folder / str(first)).mkdir()
            share = min(PJSIP_CALLS, calls - first)
            ringing = Caller.ring(program, folder / str(first), calls=share, seconds=seconds + 120, apart=0.5)
            callers.append(await ringing)
            await callers[-1].until("CONFIRMED", times=share)
        for caller in callers:
            await caller.until("DISCONNECTED", times=len(caller.calls_told()), seconds=seconds + 90)
            await caller.stop()
    finally:
        await program.stop()
        await server.close()
    ears = [caller.heard(number) for caller in callers for number in sorted(caller.calls_told())]
    return [measured(call, list(sounds.values()), heard) for call, heard in enumerate(ears)]


def main() -> int:
    """Measure, say it, and fail above the limit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(run(asked.calls, asked.seconds, Path(folder)))
    for one in found:
        print(f"call {one.call}: longest gap {one.gap:.3f} s, {one.heard:.1%} of the worst sentence heard")
    worst, least = max(one.gap for one in found), min(one.heard for one in found)
    print(f"{len(found)} calls at once: longest gap {worst:.3f} s (limit {LONGEST_GAP}), least heard {least:.1%}")
    return int(worst > LONGEST_GAP or least < LEAST_HEARD)


if __name__ == "__main__":
    sys.exit(main())
