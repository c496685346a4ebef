"""One turn through Rasa: text, choice, case and listener in; blocks and case out."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import aiohttp

TURN_SECONDS = 15
# Rasa works on one message after the other: more at once only share its time, until all of them are too late
AT_ONCE = 8


class RasaFailed(Exception):
    """Rasa or an action gave no usable answer."""


class RasaClient:
    """Talks to Rasa on loopback."""

    def __init__(self, session: aiohttp.ClientSession, base: str, actions: str) -> None:
        """Keep the addresses of Rasa and of the action server."""
        self._session = session
        self._base = base
        self._actions = actions
        self._free = asyncio.Semaphore(AT_ONCE)

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Send one turn under a fresh sender id; Rasa keeps no conversation. Who comes first is served first.

        Raises:
            RasaFailed: no connection, too slow, or an empty answer (Rasa
                answers a failed action with HTTP 200 and `[]`).
        """
        body = {"sender": uuid.uuid4().hex, "message": text, "metadata": metadata}
        timeout = aiohttp.ClientTimeout(total=TURN_SECONDS)
        url = f"{self._base}/webhooks/turn/webhook"
        try:
            async with self._free, self._session.post(url, json=body, timeout=timeout) as response:
                messages = await response.json() if response.status == 200 else []
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise RasaFailed(type(error).__name__) from error
        for message in messages if isinstance(messages, list) else []:
            payload = message.get("custom")
            if isinstance(payload, dict) and payload.get("blocks"):
                return payload
        raise RasaFailed("empty answer")

    async def problems(self) -> list[str]:
        """Return what is not up: "rasa", "actions"."""
        found = []
        for name, url in (("rasa", f"{self._base}/webhooks/turn/"), ("actions", f"{self._actions}/health")):
            try:
                async with self._session.get(url, timeout=aiohttp.ClientTimeout(total=2)) as response:
                    if response.status != 200:
                        found.append(name)
            except (aiohttp.ClientError, asyncio.TimeoutError):
                found.append(name)
        return found
