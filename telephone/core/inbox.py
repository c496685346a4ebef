"""What comes in from outside while a call does something: keys, the end, the time that is over."""

from __future__ import annotations

import asyncio

from bot.phone.events import HungUp, Key


class TooLong(Exception):
    """The call has lasted as long as a call may."""


Item = Key | HungUp | TooLong


class Inbox:
    """Items in their order."""

    def __init__(self) -> None:
        """Begin empty."""
        self._items: asyncio.Queue[Item] = asyncio.Queue()

    def put(self, item: Item) -> None:
        """Add one; from the event loop only."""
        self._items.put_nowait(item)

    def drain(self) -> list[Item]:
        """Return all that have come in and forget them."""
        items = []
        while not self._items.empty():
            items.append(self._items.get_nowait())
        return items

    async def until(self, step: asyncio.Future[object] | None, seconds: float | None = None) -> Key | HungUp | None:
        """Wait for a step or so many seconds; return what came in first, None when nothing did.

        Raises:
            TooLong: the call has lasted as long as a call may.
        """
        getting = asyncio.ensure_future(self._items.get())
        waiting: set[asyncio.Future[object]] = {getting}  # type: ignore[arg-type] # Future is invariant
        if step is not None:
            waiting.add(step)
        try:
            await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not getting.done():
                getting.cancel()
        if not getting.done() or getting.cancelled():
            return None
        item = getting.result()
        if isinstance(item, TooLong):
            raise item
        return item

    async def until_gone(self, step: asyncio.Future[object]) -> HungUp | None:
        """Wait for a step, whatever is pressed; return whether the caller is gone before."""
        while True:
            item = await self.until(step)
            if not isinstance(item, Key):
                return item
            if step.done():
                return None
