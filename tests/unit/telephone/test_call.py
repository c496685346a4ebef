"""One call: commands in their order, keys that stop them, and nobody is left in silence."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.phone.events import (
    Answered,
    Command,
    Event,
    HangUp,
    HungUp,
    Key,
    Listen,
    Play,
    Played,
    Record,
    Recorded,
    Silence,
    Transfer,
    TransferFailed,
)
from telephone.core.frames import read_wav
from tests.fakes.telephone import Telephone, sentence

BYE: tuple[Command, ...] = (Play((sentence("bye"),)), HangUp())


def says(answers: dict[Event, Sequence[Command]]) -> object:
    """Return a script; what it does not know ends the call."""
    return lambda event: answers.get(event, BYE)


def telephone(folder: Path, answers: dict[Event, Sequence[Command]], **more: object) -> Telephone:
    """Return a telephone before an edge that answers so."""
    return Telephone(says(answers), folder, **more)  # type: ignore[arg-type]


async def test_sentences_are_said_one_after_the_other_and_the_end_waits_for_the_last(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {Answered("hall-3"): (Play((sentence("a"), sentence("c"))), HangUp())})
    assert await rung.ring("hall-3") == [Answered("hall-3"), HungUp()]
    assert rung.heard() == "aaaaaccccc"
    assert rung.leg.is_over


async def test_a_list_without_an_end_is_told_as_played(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {Answered(): (Play((sentence("a"),)),)})
    assert await rung.ring() == [Answered(), Played(), HungUp()]


async def test_a_sound_that_cannot_be_had_is_left_out(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {Answered(): (Play((sentence("missing"), sentence("a"))), HangUp())})
    await rung.ring()
    assert rung.heard() == "aaaaa"


async def test_a_key_stops_everything_at_once(tmp_path: Path) -> None:
    long = (Play((sentence("a"), sentence("c"))), Listen(10))
    rung = telephone(tmp_path, {Answered(): long})
    rung.at["a"] = lambda: rung.call.key("5")
    assert await rung.ring() == [Answered(), Key("5"), HungUp()]
    assert rung.heard().count("a") < 5
    assert "c" not in rung.heard()


@pytest.mark.parametrize("key", ["A", "", "55", "x"])
async def test_what_is_no_key_of_a_telephone_is_none(tmp_path: Path, key: str) -> None:
    rung = telephone(tmp_path, {Answered(): (Play((sentence("a"),)), HangUp())})
    rung.at["a"] = lambda: rung.call.key(key)
    assert await rung.ring() == [Answered(), HungUp()]


async def test_no_key_in_time_is_silence(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {Answered(): (Listen(0.05),)})
    assert await rung.ring() == [Answered(), Silence(), HungUp()]


@pytest.mark.parametrize(
    ("pressed", "counts"), [("5", None), ("9", "9"), ("59", "9"), ("98", "9"), ("901", "0"), ("*#", None)]
)
async def test_while_an_answer_is_awaited_only_9_and_0_count(tmp_path: Path, pressed: str, counts: str | None) -> None:
    rung = telephone(tmp_path, {Answered(): (Play((sentence("a"),)), HangUp())})
    rung.edge.gate.clear()
    ringing = asyncio.create_task(rung.ring())
    while not rung.edge.told:  # noqa: ASYNC110 - a turn of the loop each
        await asyncio.sleep(0)
    for key in pressed:
        rung.call.key(key)
    rung.edge.gate.set()
    expected = [Answered(), HungUp()] if counts is None else [Answered(), Key(counts), HungUp()]
    assert await ringing == expected
    assert ("a" in rung.heard()) is (counts is None)


async def test_a_recording_goes_to_the_edge_and_something_is_said_meanwhile(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {Answered(): (Record(2.0, 1.0, (sentence("m"),)),)})
    rung.says = b"\1" * 320
    told = await rung.ring()
    assert told == [Answered(), Recorded(2.0), HungUp()]
    assert read_wav(rung.edge.wavs[1]) == (b"\1" * 320,) * 100
    assert rung.edge.wavs[0] == rung.edge.wavs[2] == b""


@pytest.mark.parametrize(("key", "event"), [("#", Recorded), ("9", Key), ("1", Key)])
async def test_a_key_ends_a_recording_and_only_the_hash_keeps_it(tmp_path: Path, key: str, event: type[Event]) -> None:
    rung = telephone(tmp_path, {Answered(): (Record(60.0, 1.0),)})
    rung.says = b"\1" * 320
    ringing = asyncio.create_task(rung.ring())
    while not rung.line.listens:  # noqa: ASYNC110 - a turn of the loop each
        await asyncio.sleep(0)
    rung.call.key(key)
    told = await ringing
    assert isinstance(told[1], event)
    assert bool(rung.edge.wavs[1]) is (key == "#")


async def test_who_is_handed_over_is_gone(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {Answered(): (Transfer("96110"),)})
    assert await rung.ring() == [Answered(), HungUp()]
    assert rung.leg.asked == ["96110"]


async def test_who_could_not_be_handed_over_is_told_more(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {Answered(): (Transfer("96110"),)}, can_transfer=False)
    assert await rung.ring() == [Answered(), TransferFailed(), HungUp()]
    assert "b" in rung.heard()


async def test_who_hangs_up_ends_the_call_wherever_it_is(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {Answered(): (Play((sentence("a"),)), Listen(10))})
    rung.at["a"] = lambda: rung.call.gone()
    assert await rung.ring() == [Answered(), HungUp()]


async def test_without_an_edge_they_hear_the_last_resort_whatever_they_press(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {})
    ringing = asyncio.create_task(rung.ring())
    while not rung.desk.safe.commands:  # noqa: ASYNC110 - a turn of the loop each
        await asyncio.sleep(0)
    rung.edge.away = True
    rung.at["s"] = lambda: rung.call.key("1")
    await ringing
    assert rung.heard() == "sssss"
    assert rung.leg.is_over


@pytest.mark.parametrize(("can_transfer", "heard"), [(True, "sssss"), (False, "ssssssssss")])
async def test_the_last_resort_ends_at_a_person_or_says_the_numbers_again(
    tmp_path: Path, can_transfer: bool, heard: str
) -> None:
    rung = telephone(tmp_path, {}, can_transfer=can_transfer)
    rung.edge.last = (Play((sentence("safe"),)), Transfer("96110"))
    ringing = asyncio.create_task(rung.ring())
    while not rung.desk.safe.commands:  # noqa: ASYNC110 - a turn of the loop each
        await asyncio.sleep(0)
    rung.edge.away = True
    await ringing
    assert rung.leg.asked == ["96110"]
    assert rung.heard() == heard
    assert rung.leg.is_over


async def test_a_call_that_lasts_too_long_ends_with_the_last_resort(tmp_path: Path) -> None:
    rung = telephone(tmp_path, {Answered(): (Listen(10),)}, longest=0.05)
    assert await rung.ring() == [Answered(), HungUp()]
    assert rung.heard() == "sssss"


async def test_whatever_breaks_they_hear_the_last_resort(tmp_path: Path) -> None:
    def broken(event: Event) -> Sequence[Command]:
        raise KeyError("a fault of ours")

    rung = Telephone(broken, tmp_path)
    await rung.ring()
    assert rung.heard() == "sssss"
    assert rung.leg.is_over
