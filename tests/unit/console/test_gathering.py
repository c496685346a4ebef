"""One grouping at a time, and its failure is known."""

from __future__ import annotations

import pytest

from bot.console.gathering import COMMAND, Gathering


async def test_a_second_one_waits_for_the_first() -> None:
    gathering = Gathering(["cat"])  # its standard input is empty, so it ends by itself
    assert gathering.begin()
    assert gathering.is_running
    assert not gathering.begin()
    assert await gathering.ended() == 0
    assert (gathering.is_running, gathering.failed) == (False, False)
    assert gathering.begin()
    await gathering.ended()


@pytest.mark.parametrize(("program", "failed"), [("false", True), ("true", False)])
async def test_failure_is_known(program: str, failed: bool) -> None:
    gathering = Gathering([program])
    gathering.begin()
    await gathering.ended()
    assert gathering.failed is failed


async def test_a_console_that_ends_leaves_nothing_running() -> None:
    gathering = Gathering(["sleep", "1000"])
    gathering.begin()
    await gathering.close()
    assert not gathering.is_running


def test_it_runs_the_operators_command() -> None:
    assert COMMAND[-2:] == ("bot", "cluster")
