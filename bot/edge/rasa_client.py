"""One turn through Rasa: text, choice, case and listener in; blocks and case out."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any

import aiohttp

from bot.observe.metrics import RASA_WAITING

TURN_SECONDS = 15
# Rasa works on one message after the other: more at once only share its time, until all of them are too late
AT_ONCE = 8


class RasaFailed(Exception):
    """Rasa or an action gave no usable answer."""


class RasaClient:
    """Talks to the replicas of Rasa, one after the other; a turn may go to any of them, for none keeps anything."""

    def __init__(self, session: aiohttp.ClientSession, bases: Sequence[str], actions: str) -> None:
        """Keep the addresses of every replica and of the action server; empty: its own machine watches it."""
        self._session = session
        self._bases = tuple(bases)
        self._actions = actions
        self._free = asyncio.Semaphore(AT_ONCE * len(self._bases))
        self._next = 0

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
        """Ask the next replica; where nobody listens there, the one after it."""
        for left in reversed(range(len(self._bases))):
            base = self._bases[self._next % len(self._bases)]
            self._next += 1
            try:
                return await self._ask(base, body)
            except aiohttp.ClientConnectorError as error:
                if not left:
                    raise RasaFailed(type(error).__name__) from error
            except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
                raise RasaFailed(type(error).__name__) from error
        return []

    async def _ask(self, base: str, body: dict[str, Any]) -> Any:
        timeout = aiohttp.ClientTimeout(total=TURN_SECONDS)
        async with self._session.post(f"{base}/webhooks/turn/webhook", json=body, timeout=timeout) as response:
            return await response.json() if response.status == 200 else []

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
