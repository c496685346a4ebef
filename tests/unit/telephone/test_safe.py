"""What is said without the edge is there before it is needed, and outlives a restart."""

from __future__ import annotations

from pathlib import Path

from bot.phone.events import HangUp, Play
from telephone.core.safe import Safe
from telephone.core.sounds import Sounds
from tests.fakes.telephone import MemoryEdge, frames, sentence


def safe_of(edge: MemoryEdge, folder: Path) -> tuple[Safe, Sounds]:
    """Return a fresh start with what an earlier one left in a folder."""
    sounds = Sounds(edge, folder)
    return Safe(edge, sounds, folder), sounds


async def test_it_is_kept_with_its_sounds_over_a_restart_without_an_edge(tmp_path: Path) -> None:
    edge = MemoryEdge(lambda event: ())
    safe, _ = safe_of(edge, tmp_path)
    assert safe.commands == ()
    assert await safe.renew()
    edge.away = True
    again, sounds = safe_of(edge, tmp_path)
    assert again.commands == (Play((sentence("safe"),)), HangUp())
    assert list(await sounds.frames(sentence("safe").url)) == frames("safe")


async def test_an_edge_that_is_away_takes_nothing_from_us(tmp_path: Path) -> None:
    edge = MemoryEdge(lambda event: ())
    safe, _ = safe_of(edge, tmp_path)
    await safe.renew()
    edge.away = True
    assert not await safe.renew()
    assert safe.commands


async def test_a_list_whose_sounds_cannot_be_had_does_not_replace_one_that_can(tmp_path: Path) -> None:
    edge = MemoryEdge(lambda event: ())
    safe, _ = safe_of(edge, tmp_path)
    await safe.renew()
    edge.last = (Play((sentence("missing"),)), HangUp())
    assert not await safe.renew()
    assert safe.commands == (Play((sentence("safe"),)), HangUp())


async def test_a_broken_file_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "safe.json").write_text('{"commands": [{"type": "explode"}]}')
    assert safe_of(MemoryEdge(lambda event: ()), tmp_path)[0].commands == ()


async def test_a_sound_is_fetched_once(tmp_path: Path) -> None:
    edge = MemoryEdge(lambda event: ())
    sounds = Sounds(edge, tmp_path)
    first = await sounds.frames(sentence("a").url)
    edge.away = True
    assert await sounds.frames(sentence("a").url) is first
    assert await Sounds(edge, tmp_path).frames(sentence("a").url) == first
