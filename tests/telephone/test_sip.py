"""A real SIP caller rings on loopback: hears, presses, speaks, is handed over, and is never left alone."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.phone.events import Answered, Command, HangUp, HungUp, Key, Play, Record, Transfer, TransferFailed
from telephone.core.frames import read_wav, tone, write_wav
from tests.conftest import free_port
from tests.fakes.phone_edge import ANSWERED, FakeEdge, greeting, menu, sound
from tests.telephone.conftest import Ring, StartSip
from tests.telephone.registrar import Registrar
from tests.telephone.signals import find, speechlike
from tests.telephone.spoken import spoken

SOUNDS = {
    "greeting": speechlike(3.0, 1),
    "menu": speechlike(2.0, 2),
    "safe": speechlike(2.0, 3),
    "long": speechlike(8.0, 4),
}
GOODBYE: tuple[Command, ...] = (Play((sound("menu"),)), HangUp())
HEARD = 0.6  # of the pieces: PJSIP stretches some where the machine is busy


def kept_sounds(folder: Path, said: Path) -> set[bytes]:
    """Return what lies below a folder as sound, but for what the test itself put there."""
    return {file.read_bytes() for file in folder.rglob("*.wav") if file != said}


async def test_a_caller_hears_the_greeting_and_what_belongs_to_the_key(start_sip: StartSip, ring: Ring) -> None:
    edge = FakeEdge(SOUNDS, menu({"1": GOODBYE}, (Play((sound("greeting"), sound("long"))), *greeting()[1:])))
    caller = await ring(await start_sip(edge))
    await edge.until(ANSWERED)
    await caller.until_heard(SOUNDS["greeting"])
    await caller.press("1")
    assert (await caller.until("DISCONNECTED"))["code"] == 200
    await edge.until(HungUp())
    heard = caller.heard()
    assert find(SOUNDS["menu"], heard).heard > HEARD
    assert find(SOUNDS["long"], heard).heard < HEARD  # the key stopped it
    assert edge.events == [Answered(), Key("1"), HungUp()]


@pytest.mark.parametrize("how", ["rfc4733", "info", "both"])
async def test_a_press_is_one_key_however_it_is_told(start_sip: StartSip, ring: Ring, how: str) -> None:
    edge = FakeEdge(SOUNDS, menu({"#": GOODBYE}, greeting()))
    caller = await ring(await start_sip(edge))
    await caller.until("CONFIRMED")
    await edge.until(ANSWERED)
    for number, key in enumerate("9*"):
        await caller.press(key, how)
        await edge.until(Key(key))
        assert len(edge.events) == number + 2
    await caller.press("#")
    await caller.until("DISCONNECTED")
    await edge.until(HungUp())
    assert edge.events == [Answered(), Key("9"), Key("*"), Key("#"), HungUp()]


async def test_what_is_said_after_the_tone_is_recorded_until_they_are_quiet(
    start_sip: StartSip, ring: Ring, tmp_path: Path
) -> None:
    said = spoken(tmp_path)
    edge = FakeEdge(SOUNDS, menu({"1": (Record(30, 1.5, (sound("menu"),)),)}, greeting()))
    program = await start_sip(edge)
    caller = await ring(program)
    await edge.until(ANSWERED)
    await caller.press("1")
    await caller.until_heard(list(tone()))
    await caller.do(do="say", file=str(said))
    recorded = await edge.until_recorded()
    assert 2.0 < recorded.seconds < 15.0
    assert find(list(read_wav(said.read_bytes())), b"".join(read_wav(edge.wavs[0]))).heard > HEARD
    await caller.do(do="hangup")
    await edge.until(HungUp())
    assert kept_sounds(tmp_path, said) <= {write_wav(frames) for frames in SOUNDS.values()}, "a voice lies on the disk"


async def test_a_caller_is_handed_over_by_refer(start_sip: StartSip, ring: Ring) -> None:
    edge = FakeEdge(SOUNDS, menu({"0": (Transfer("96110"),)}, greeting()))
    port = free_port()
    program = await start_sip(edge, PHONE_SIP_TRANSFER=f"sip:{{to}}@127.0.0.1:{port}")
    caller = await ring(program, port=port)
    await edge.until(ANSWERED)
    await caller.press("0")
    assert f"96110@127.0.0.1:{port}" in (await caller.until("REFERRED"))["to"]
    await caller.until("ANSWERED")  # by the person
    await caller.until("DISCONNECTED")  # from us
    await edge.until(HungUp())
    assert TransferFailed() not in edge.events


@pytest.mark.parametrize("settings", [{}, {"PHONE_SIP_TRANSFER": "sip:{to}@127.0.0.1:9"}])
async def test_who_cannot_be_handed_over_is_still_with_us(
    start_sip: StartSip, ring: Ring, settings: dict[str, str]
) -> None:
    edge = FakeEdge(SOUNDS, menu({"0": (Transfer("96110"),), "1": GOODBYE}, greeting()))
    caller = await ring(await start_sip(edge, **settings), refuses=True)
    await edge.until(ANSWERED)
    await caller.press("0")
    await edge.until(TransferFailed())
    await caller.press("1")
    await caller.until("DISCONNECTED")
    assert find(SOUNDS["menu"], caller.heard()).heard > HEARD


async def test_a_caller_hears_the_last_resort_when_the_edge_fails_twice(start_sip: StartSip, ring: Ring) -> None:
    edge = FakeEdge(SOUNDS, menu({}, greeting()))
    program = await start_sip(edge)
    await program.logged("the last resort is at hand")  # fetched while calls come in already
    caller = await ring(program)
    await edge.until(ANSWERED)
    edge.fails = 2
    await caller.press("9")
    await caller.until("DISCONNECTED")
    assert find(SOUNDS["safe"], caller.heard()).heard > HEARD


async def test_who_is_not_of_the_trunk_is_refused(start_sip: StartSip, ring: Ring) -> None:
    """Attack: scanners of the internet ring every SIP address, to use up lines or to be handed over abroad."""
    edge = FakeEdge(SOUNDS, menu({}, greeting()))
    program = await start_sip(edge, PHONE_ALLOWED="10.0.0.0/8")
    assert (await (await ring(program)).until("DISCONNECTED"))["code"] == 403
    assert edge.events == []


async def test_one_more_than_there_is_room_for_hears_the_busy_tone(start_sip: StartSip, ring: Ring) -> None:
    edge = FakeEdge(SOUNDS, menu({}, greeting()))
    program = await start_sip(edge, PHONE_MOST_CALLS="1")
    first = await ring(program)
    await edge.until(ANSWERED)
    second = await ring(program)
    assert (await second.until("DISCONNECTED"))["code"] == 486
    await first.do(do="hangup")
    await edge.until(HungUp())
    third = await ring(program)
    await third.until("CONFIRMED")


async def test_the_number_that_was_rung_names_the_place(start_sip: StartSip, ring: Ring) -> None:
    edge = FakeEdge(SOUNDS, menu({}, greeting()))
    program = await start_sip(edge, PHONE_LINES="85551234=hall-3, 85551235=hall-4")
    await ring(program, user="85551235")
    await edge.until(Answered("hall-4"))


async def test_callers_are_hung_up_on_when_the_program_ends(start_sip: StartSip, ring: Ring) -> None:
    edge = FakeEdge(SOUNDS, menu({}, greeting()))
    program = await start_sip(edge)
    caller = await ring(program)
    await edge.until(ANSWERED)
    leaving, ended = await asyncio.gather(program.stop(), caller.until("DISCONNECTED"))
    assert leaving == 0
    assert ended["code"] == 200


@pytest.mark.parametrize(("password", "told"), [("right", "registrar: 200"), ("wrong", "registrar: 403")])
async def test_it_registers_with_the_trunk_by_digest(start_sip: StartSip, password: str, told: str) -> None:
    loop, port = asyncio.get_running_loop(), free_port()
    trunk = Registrar("city", "right")
    transport, _ = await loop.create_datagram_endpoint(lambda: trunk, ("127.0.0.1", port))
    edge = FakeEdge(SOUNDS, menu({}, greeting()))
    registrar = {"PHONE_SIP_REGISTRAR": f"sip:127.0.0.1:{port}", "PHONE_SIP_USER": "city"}
    program = await start_sip(edge, **registrar, PHONE_SIP_PASSWORD=password)
    await program.logged(told)
    assert trunk.answers[:2] == [401, 200 if password == "right" else 403]
    assert password not in "".join(program.lines)
    await program.stop()
    transport.close()
