"""A task ends although a cancellation was swallowed, as `asyncio.wait_for` does when both come at once."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from bot.edge import background


async def test_a_swallowed_cancellation_is_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "AGAIN_SECONDS", 0.001)
    begun = asyncio.Event()

    async def deaf() -> None:
        begun.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    task = asyncio.create_task(deaf())
    await begun.wait()
    await background.stop(task)
    assert task.cancelled()


async def test_what_a_task_raised_is_not_raised_at_the_end() -> None:
    async def broken() -> None:
        raise OSError

    task = asyncio.create_task(broken())
    await asyncio.wait([task])
    await background.stop(task)


async def test_nothing_to_stop_is_fine() -> None:
    await background.stop()
