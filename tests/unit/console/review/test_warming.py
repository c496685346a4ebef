"""Preparing in advance never harms: an error is told by its kind, and the next one tries again."""

from __future__ import annotations

import asyncio
import logging
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.console.warming import Warming
from bot.publish.service import Desk


class Slow:
    """Drafts that fail the first time."""

    def __init__(self) -> None:
        """Count the calls."""
        self.calls = 0

    def problems(self, *_: Any) -> list[Any]:
        """Fail, then answer."""
        self.calls += 1
        if self.calls == 1:
            raise OSError("居民的话")
        return []


async def test_an_error_in_advance_is_only_logged(caplog: pytest.LogCaptureFixture) -> None:
    drafts = Slow()
    warming = Warming(cast(Desk, SimpleNamespace(drafts=drafts)))
    with caplog.at_level(logging.WARNING):
        await warming.begin()
    assert "OSError" in caplog.text
    assert "居民的话" not in caplog.text
    await asyncio.to_thread(warming.wait)
    assert drafts.calls == 2
