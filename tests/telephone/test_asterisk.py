"""The whole way with a real Asterisk: a SIP caller, its dialplan, AudioSocket, our program, the edge."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from bot.phone.events import Answered, HangUp, HungUp, Key, Play, Transfer, TransferFailed
from tests.conftest import free_port
from tests.fakes.phone_edge import TOKEN, FakeEdge, greeting, menu, sound
from tests.telephone.asterisk import configure, found
from tests.telephone.conftest import Ring
from tests.telephone.ringing import Program
from tests.telephone.signals import find, speechlike

pytestmark = pytest.mark.skipif(
    not found(), reason="no asterisk on PATH (Debian 12 has none; 22 is in sid, see docs/runbooks/phone.md)"
)
SOUNDS = {"greeting": speechlike(2.0, 1), "menu": speechlike(2.0, 2), "safe": speechlike(1.0, 3)}
Start = tuple[Program, FakeEdge]


class Rung:
    """Where callers ring: Asterisk, in place of our SIP program."""

    def __init__(self, port: int) -> None:
        self.environment = {"PHONE_SIP_LISTEN": f"127.0.0.1:{port}"}


@pytest.fixture
async def brought(installed: None, tmp_path: Path) -> AsyncIterator[tuple[FakeEdge, Rung, int]]:
    """An edge, Asterisk with our dialplan and our program behind it, and the port of the person on duty."""
    edge = FakeEdge(SOUNDS, menu({}, greeting()))
    server = TestServer(edge.app())
    await server.start_server()
    audio, agi, person = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}", free_port()
    settings = {"PHONE_AUDIOSOCKET": audio, "PHONE_AGI": agi, "PHONE_EDGE": str(server.make_url("/"))}
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "SERVICE_TOKEN": TOKEN, **settings}
    program = Program("phone-pbx", environment)
    await program.start("taking calls")
    await edge.until_ready()
    folder = tmp_path / "asterisk"
    folder.mkdir()
    pbx = configure(folder, audio, agi, f"127.0.0.1:{person}")
    await pbx.start()
    yield edge, Rung(pbx.port), person
    await pbx.stop()
    await program.stop()
    await server.close()


async def test_a_caller_through_a_pbx_hears_and_presses(brought: tuple[FakeEdge, Rung, int], ring: Ring) -> None:
    edge, rung, _ = brought
    edge.script = menu({"1": (Play((sound("menu"),)), HangUp())}, greeting())
    caller = await ring(rung)
    await edge.until(Answered("hall-3"))
    await caller.until_heard(SOUNDS["greeting"])
    await caller.press("1")
    await edge.until(Key("1"))
    await caller.until("DISCONNECTED")
    assert find(SOUNDS["menu"], caller.heard()).heard > 0.6
    await edge.until(HungUp())


async def test_a_caller_through_a_pbx_is_handed_over(brought: tuple[FakeEdge, Rung, int], ring: Ring) -> None:
    edge, rung, person = brought
    edge.script = menu({"0": (Transfer("96110"),)}, greeting())
    caller = await ring(rung, port=person)  # the caller's own program plays the person on duty too
    await edge.until(Answered("hall-3"))
    await caller.press("0")
    await edge.until(Key("0"))
    await caller.until("ANSWERED")


async def test_whom_nobody_takes_comes_back(brought: tuple[FakeEdge, Rung, int], ring: Ring) -> None:
    edge, rung, _ = brought  # nobody listens where the person on duty should be
    edge.script = menu({"0": (Transfer("96110"),)}, greeting())
    caller = await ring(rung)
    await edge.until(Answered("hall-3"))
    await caller.press("0")
    await edge.until(TransferFailed())
    await caller.press("4")
    await edge.until(Key("4"))
