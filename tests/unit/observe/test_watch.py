"""The watch tells each change once, and survives what it looks at."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from bot.observe.watch import Changes, Clocks, Watch, free_bytes


class Clock:
    """A clock that a test moves."""

    now = 100.0

    def __call__(self) -> float:
        """Return its time."""
        return self.now


def test_each_change_is_told_once_and_for_how_long_it_was_down() -> None:
    clock = Clock()
    changes = Changes(clock)
    assert changes.saw({"rasa": True, "database": True}) == []
    assert changes.saw({"rasa": False, "database": True}) == [("rasa", False, 0.0)]
    clock.now += 12
    assert changes.saw({"rasa": False, "database": True}) == []
    assert changes.saw({"rasa": True, "database": True}) == [("rasa", True, 12.0)]


@pytest.mark.parametrize(("moved", "told"), [(3600.0, 3600.0), (-3600.0, -3600.0), (1.0, 0.0)])
def test_a_jump_is_told_once(moved: float, told: float) -> None:
    wall, steady = Clock(), Clock()
    clocks = Clocks(wall, steady)
    wall.now, steady.now = 103.0 + moved, 103.0
    assert clocks.jumped() == told
    wall.now, steady.now = wall.now + 3, 106.0
    assert clocks.jumped() == 0.0


async def test_gauges_and_log_follow(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    states = {"rasa http://a": False, "database": True}

    async def ask() -> dict[str, bool]:
        return states

    watch = Watch(ask, tmp_path)
    with caplog.at_level(logging.WARNING):
        await watch.look()
        await watch.look()
    assert [record.getMessage() for record in caplog.records] == ["rasa http://a is down"]
    assert REGISTRY.get_sample_value("assistant_up", {"part": "rasa http://a"}) == 0
    assert REGISTRY.get_sample_value("assistant_up", {"part": "database"}) == 1
    assert (REGISTRY.get_sample_value("assistant_disk_free_bytes") or 0) > 0


def test_a_disk_that_cannot_be_asked_is_not_full(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "nowhere") is None
