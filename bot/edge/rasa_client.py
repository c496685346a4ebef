"""One turn through Rasa: text, choice, case and listener in; blocks and case out."""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp

from bot.observe.metrics import RASA_WAITING

TURN_SECONDS = 15
# Rasa works on one message after the other: more at once only share its time, until all of them are too late
AT_ONCE = 8
HANGING_SECONDS = 1.5  # who keeps a turn for longer is asked last
MOST_DEATHS = 2  # over one turn: what kills two is given to no third


class RasaFailed(Exception):
    """Rasa or an action gave no usable answer."""


class RasaClient:
    """Talks to the replicas of Rasa; a turn may go to any of them, and to a second one, for none keeps anything."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        bases: Sequence[str],
        actions: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep the addresses of every replica and of the action server; empty: its own machine watches it."""
        self._session = session
        self._bases = tuple(bases)
        self._actions = actions
        self._clock = clock
        self._free = asyncio.Semaphore(AT_ONCE * len(self._bases))
        self._begun: list[dict[int, float]] = [{} for _ in self._bases]  # what each has to do, and since when
        self._asked = [0] * len(self._bases)  # which turn was the last: of equals, each is asked in turn
        self._count = itertools.count(1)

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Send one turn under a fresh sender id; Rasa keeps no conversation. Who comes first is served first.

        Raises:
            RasaFailed: no connection, too slow, or an empty answer (Rasa
                answers a failed action with HTTP 200 and `[]`).
        """
        body = {"sender": uuid.uuid4().hex, "message": text, "metadata": metadata}
        with RASA_WAITING.track_inprogress():
            await self._free.acquire()
        try:
            messages = await self._anyone(body)
        finally:
            self._free.release()
        for message in messages if isinstance(messages, list) else []:
            payload = message.get("custom")
            if isinstance(payload, dict) and payload.get("blocks"):
                return payload
        raise RasaFailed("empty answer")

    async def _anyone(self, body: dict[str, Any]) -> Any:
        """Ask the replica with the least to do; where nobody listens there, or it dies over it, the next."""
        died, left = 0, set(range(len(self._bases)))
        while left and died < MOST_DEATHS:
            place = min(left, key=self._load)
            left.remove(place)
            try:
                return await self._ask(place, body)
            except aiohttp.ClientConnectorError as error:
                why: Exception = error
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
                why, died = error, died + 1
            except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
                raise RasaFailed(type(error).__name__) from error
        raise RasaFailed(type(why).__name__) from why

    async def _ask(self, place: int, body: dict[str, Any]) -> Any:
        timeout, url = aiohttp.ClientTimeout(total=TURN_SECONDS), f"{self._bases[place]}/webhooks/turn/webhook"
        number = self._asked[place] = next(self._count)
        self._begun[place][number] = self._clock()
        try:
            async with self._session.post(url, json=body, timeout=timeout) as response:
                return await response.json() if response.status == 200 else []
        finally:
            del self._begun[place][number]

    def _load(self, place: int) -> tuple[bool, int, int]:
        """Return by what to choose: whether it seems to hang, how much it has to do, when it was last asked."""
        oldest = min(self._begun[place].values(), default=self._clock())
        return self._clock() - oldest > HANGING_SECONDS, len(self._begun[place]), self._asked[place]

    async def states(self) -> dict[str, bool]:
        """Return whether each part is up: every replica as "rasa ADDRESS", and "actions" where it is ours to see."""
        parts = {f"rasa {base}": f"{base}/webhooks/turn/" for base in self._bases}
        if self._actions:
            parts["actions"] = f"{self._actions}/health"
        ups = await asyncio.gather(*(self._is_up(url) for url in parts.values()))
        return dict(zip(parts, ups, strict=True))

    async def _is_up(self, url: str) -> bool:
        try:
            async with self._session.get(url, timeout=aiohttp.ClientTimeout(total=2)) as response:
                return response.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False
