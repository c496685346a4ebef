"""Rasa for tests of the edge: answers at once, or when the test opens the gate."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.edge.rasa_client import RasaClient, RasaFailed


class FakeRasa(RasaClient):
    """Remembers what it was told and answers with blocks that the test sets."""

    def __init__(self) -> None:
        """Be open and well."""
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.blocks: list[dict[str, Any]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Semaphore(0)
        self.failing = False

    async def turn(self, text: str, metadata: dict[str, Any]) -> dict[str, Any]:
        """Answer, once the gate is open."""
        self.seen.append((text, metadata))
        self.asked.release()
        await self.gate.wait()
        if self.failing:
            raise RasaFailed("down")
        blocks = self.blocks or [{"type": "text", "text": f"answer to {metadata['choice'] or text}"}]
        return {"blocks": blocks, "case": {"format": 1}, "read": {"kind": "verdict", "intent": "scam"}}

    async def states(self) -> dict[str, bool]:
        """Report nothing."""
        return {}
