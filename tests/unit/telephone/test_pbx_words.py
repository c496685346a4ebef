"""AudioSocket messages and FastAGI lines."""

from __future__ import annotations

import asyncio

import pytest

from telephone.audiosocket.agi import request_of, set_variable
from telephone.audiosocket.wire import AUDIO, HANGUP, ID, KEY, Message, dump, read


async def read_from(data: bytes) -> list[Message]:
    """Return all messages of a connection, with the hang-up that its end means."""
    reader = asyncio.StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    found = [await read(reader)]
    while found[-1].kind != HANGUP:
        found.append(await read(reader))
    return found


async def test_messages_are_told_apart() -> None:
    # bytes as the description has them
    data = b"\x01\x00\x10" + bytes(range(16)) + b"\x03\x00\x015" + b"\x10\x00\x04abcd" + b"\x00\x00\x00"
    assert await read_from(data) == [
        Message(ID, bytes(range(16))), Message(KEY, b"5"), Message(AUDIO, b"abcd"), Message(HANGUP)
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"\x10", b"\x10\x01\x40short"])
async def test_a_connection_that_breaks_off_is_a_hang_up(data: bytes) -> None:
    assert await read_from(data) == [Message(HANGUP)]


def test_a_frame_of_sound_as_the_pbx_wants_it() -> None:
    assert dump(AUDIO, bytes(320)) == b"\x10\x01\x40" + bytes(320)
    assert dump(HANGUP) == b"\x00\x00\x00"


def test_a_dialplan_asks_with_a_script_and_arguments() -> None:
    lines = ["agi_network: yes", "agi_network_script: begin", "agi_arg_1: abc", "agi_arg_2: hall-3", "agi_arg_4: x"]
    assert request_of(lines) == ("begin", ("abc", "hall-3"))
    assert request_of([]) == ("", ())


@pytest.mark.parametrize("value", ['1"\nEXEC System "rm', "96110,40", "${SHELL(x)}", "9" * 65])
def test_a_variable_never_becomes_a_command(value: str) -> None:
    """Attack: what the edge answered ends the quotes and runs in the PBX."""
    assert set_variable("PHONE_TO", value) == b'SET VARIABLE PHONE_TO ""\n'
