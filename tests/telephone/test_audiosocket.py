"""A PBX brings calls by AudioSocket: a client written from the description, our server, a fake edge over HTTP."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.phone.events import Answered, HangUp, HungUp, Key, Play, Record, Transfer, TransferFailed
from telephone.audiosocket.server import PbxServer
from telephone.core.config import Config
from telephone.core.edge import HttpEdge
from telephone.core.frames import QUIET, read_wav, tone
from telephone.core.recording import IsSpeech
from telephone.core.switchboard import Switchboard
from tests.conftest import free_port
from tests.fakes.phone_edge import ANSWERED, TOKEN, FakeEdge, greeting, menu, sound
from tests.telephone.pbx import Pbx, ask_agi
from tests.telephone.signals import find, speechlike

SOUNDS = {"greeting": speechlike(1.0, 1), "menu": speechlike(1.0, 2), "safe": speechlike(1.0, 3)}
SOUNDS["long"] = speechlike(8.0, 4)
SAID = speechlike(1.5, 9)


def loud_is_speech() -> IsSpeech:
    """Return a detector for sounds that are no speech."""
    return lambda frame: max(frame) > 0


class World:
    """A PBX program in this process, before a fake edge."""

    def __init__(self, config: Config, edge: FakeEdge, server: PbxServer) -> None:
        self.edge, self.server = edge, server
        self.audio = int(config.listen.rpartition(":")[2])
        self.agi = int(config.agi.rpartition(":")[2])
        self.board: Switchboard
        self.pbxs: list[Pbx] = []

    async def ring(self, call: uuid.UUID | None = None, first: bytes | None = None) -> Pbx:
        """Bring a call."""
        pbx = Pbx(call)
        await pbx.connect(self.audio, first)
        self.pbxs.append(pbx)
        return pbx


@pytest.fixture
async def world(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    """Everything started; `indirect` parameters change the configuration."""
    edge = FakeEdge(SOUNDS, menu({}, greeting()))
    http = TestServer(edge.app())
    await http.start_server()
    given = {"allowed": ("127.0.0.1",), "most_calls": 2, "longest": 60.0, **getattr(request, "param", {})}
    audio, agi = (f"127.0.0.1:{free_port()}" for _ in range(2))
    config = Config(
        edge=str(http.make_url("/")), token=TOKEN, folder=str(tmp_path), lines={}, listen=audio, agi=agi, **given
    )
    async with aiohttp.ClientSession() as session:
        board = Switchboard(config, HttpEdge(session, config.edge, config.token), loud_is_speech)
        await board.desk.safe.renew()
        server = PbxServer(config, board)
        await server.start()
        made = World(config, edge, server)
        made.board = board
        yield made
        for pbx in made.pbxs:
            await pbx.close()
        server.close()
        await board.end_all()
    await http.close()


async def test_a_caller_hears_the_greeting_and_what_belongs_to_the_key(world: World) -> None:
    world.edge.script = menu({"1": (Play((sound("menu"),)), HangUp())}, greeting())
    pbx = await world.ring()
    await world.edge.until(ANSWERED)
    await _heard(pbx, SOUNDS["greeting"])
    pbx.press("1")
    await asyncio.wait_for(pbx.ended.wait(), 30)
    assert find(SOUNDS["menu"], bytes(pbx.received)).heard == 1.0
    await world.edge.until(HungUp())
    assert world.edge.events == [Answered(), Key("1"), HungUp()]


async def test_a_key_stops_what_is_being_said_at_once(world: World) -> None:
    world.edge.script = menu({"9": (Play((sound("menu"),)), HangUp())}, greeting("long"))
    pbx = await world.ring()
    await _heard(pbx, SOUNDS["long"][:50])
    pbx.press("9")
    await asyncio.wait_for(pbx.ended.wait(), 30)
    assert find(SOUNDS["long"], bytes(pbx.received)).heard < 0.8
    assert find(SOUNDS["menu"], bytes(pbx.received)).heard == 1.0


async def test_what_is_said_after_the_tone_arrives_whole(world: World) -> None:
    world.edge.script = menu({"1": (Record(20, 0.6, (sound("menu"),)),)}, greeting())
    pbx = await world.ring()
    await world.edge.until(ANSWERED)
    pbx.press("1")
    await _heard(pbx, list(tone()))
    pbx.say(QUIET * 15 + b"".join(SAID))  # nobody speaks into the end of the tone
    recorded = await world.edge.until_recorded()
    assert recorded.seconds >= 1.5
    assert find(SAID, b"".join(read_wav(world.edge.wavs[0]))).heard == 1.0


async def test_the_dialplan_tells_which_line_was_rung(world: World) -> None:
    call = uuid.uuid4()
    assert await ask_agi(world.agi, "begin", str(call), "hall-3") == 'SET VARIABLE PHONE_ROOM "1"\n'
    await world.ring(call)
    await world.edge.until(Answered("hall-3"))


async def test_a_caller_is_given_back_to_the_dialplan_and_comes_back_when_nobody_takes_the_call(world: World) -> None:
    world.edge.script = menu({"0": (Transfer("96110"),)}, greeting())
    pbx = await world.ring()
    await world.edge.until(ANSWERED)
    pbx.press("0")
    await asyncio.wait_for(pbx.ended.wait(), 30)
    assert await ask_agi(world.agi, "next", str(pbx.call)) == 'SET VARIABLE PHONE_TO "96110"\n'
    assert HungUp() not in world.edge.events
    again = await world.ring(pbx.call)
    await world.edge.until(TransferFailed())
    again.press("5")
    await world.edge.until(Key("5"))
    assert len(world.edge.calls) == 1


async def test_what_is_no_number_never_reaches_the_dialplan(world: World) -> None:
    """Attack: an address with commas or brackets would be more than a number to a dialplan."""
    world.edge.script = menu({"0": (Transfer("96110,40,G(evil)"),)}, greeting())
    pbx = await world.ring()
    await world.edge.until(ANSWERED)
    pbx.press("0")
    await world.edge.until(TransferFailed())
    assert await ask_agi(world.agi, "next", str(pbx.call)) == 'SET VARIABLE PHONE_TO ""\n'


@pytest.mark.parametrize("first", [b"\x10\x00\x02ab", b"\x01\x00\x02ab", b"\x00\x00\x00", b"GET / HTTP/1.1\r\n\r\n"])
async def test_who_does_not_name_a_call_gets_none(world: World, first: bytes) -> None:
    """Attack: a port that answers with speech to anybody."""
    pbx = await world.ring(first=first)
    pbx.says_no_more()
    await asyncio.wait_for(pbx.ended.wait(), 30)
    assert not pbx.received
    assert not world.edge.events


@pytest.mark.parametrize("world", [{"allowed": ("10.0.0.0/8",)}], indirect=True)
async def test_who_is_not_the_pbx_gets_no_call(world: World) -> None:
    """Attack: any machine that reaches the port rings for nothing, or asks where callers are handed over."""
    pbx = await world.ring()
    await asyncio.wait_for(pbx.ended.wait(), 30)
    assert not pbx.received
    assert await ask_agi(world.agi, "begin", str(pbx.call)) == ""


async def test_one_more_than_there_is_room_for_goes_back_to_the_dialplan(world: World) -> None:
    await world.ring()
    await world.ring()
    await world.edge.until(ANSWERED, times=2)
    assert "0" in await ask_agi(world.agi, "begin", str(uuid.uuid4()))
    third = await world.ring()
    await asyncio.wait_for(third.ended.wait(), 30)
    await world.pbxs[0].hang_up()
    await world.edge.until(HungUp())


async def test_nobody_joins_a_call_that_is_on_the_line(world: World) -> None:
    """Attack: a second connection with the name of a call would hear it, and press its keys."""
    pbx = await world.ring()
    await world.edge.until(ANSWERED)
    second = await world.ring(pbx.call)
    await asyncio.wait_for(second.ended.wait(), 30)
    assert not second.received
    pbx.press("3")
    await world.edge.until(Key("3"))


@pytest.mark.parametrize("world", [{"longest": 2.0}], indirect=True)
async def test_a_call_that_lasts_too_long_ends_with_the_last_resort(world: World) -> None:
    pbx = await world.ring()
    await asyncio.wait_for(pbx.ended.wait(), 30)
    assert find(SOUNDS["safe"], bytes(pbx.received)).heard == 1.0
    await world.edge.until(HungUp())


async def _heard(pbx: Pbx, sound: list[bytes]) -> None:
    async def look() -> None:
        while find(sound, bytes(pbx.received)).heard < 0.9:  # noqa: ASYNC110 - it comes frame by frame
            await asyncio.sleep(0.05)

    await asyncio.wait_for(look(), 30)
