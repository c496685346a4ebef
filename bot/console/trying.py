"""How the running assistant understands a text now: asked of Rasa itself, which stores nothing.

`POST /model/parse` runs the graph as for the first message of a stranger. The message
door would count the text among residents' messages; this does not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from typing import Any, Protocol

import aiohttp
from aiohttp import web

from bot.text.prepare import prepare

SECONDS = 8


class NotAnswering(Exception):
    """No replica of Rasa gave an assessment."""


class Reader(Protocol):
    """Whoever understands texts."""

    async def read(self, text: str, numbers: Collection[str]) -> dict[str, Any]:
        """Return the assessment of a text; raises `NotAnswering`."""


class RasaReader:
    """Asks the first replica of Rasa that answers."""

    def __init__(self, urls: Sequence[str]) -> None:
        """Keep the addresses (setting RASA_URLS)."""
        self._urls = tuple(urls)

    async def read(self, text: str, numbers: Collection[str]) -> dict[str, Any]:
        """Return the assessment of a text, prepared as the edge prepares it.

        Args:
            text: as it was typed.
            numbers: public numbers, which masking leaves.

        Raises:
            NotAnswering: no replica is up, or none has a model.
        """
        prepared = prepare(text, numbers).text or "。"
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
            for url in self._urls:
                found = await _assessment(session, url, prepared)
                if found:
                    return {**found, "text": prepared}
        raise NotAnswering


async def _assessment(session: aiohttp.ClientSession, url: str, text: str) -> dict[str, Any]:
    """Return what one replica says, nothing where it does not answer."""
    try:
        async with session.post(f"{url}/model/parse", json={"text": text}) as response:
            said = await response.json() if response.status == 200 else {}
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        return {}
    found = said.get("assessment") if isinstance(said, dict) else None
    return found if isinstance(found, dict) and found.get("verdict") else {}


TRYING: web.AppKey[Reader] = web.AppKey("trying")
