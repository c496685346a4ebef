"""`python -m bot chat`: the resident's door in a terminal, through the same edge."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import aiohttp

from bot.settings import load_settings


def as_text(blocks: list[dict[str, Any]]) -> str:
    """Return blocks as lines for a terminal."""
    lines = []
    for block in blocks:
        if block["type"] == "text":
            lines.append(str(block["text"]))
        elif block["type"] == "choices":
            lines.append("  ".join(f"[{choice['n']}] {choice['label']}" for choice in block["choices"]))
    return "\n\n".join(lines)


async def _send(session: aiohttp.ClientSession, url: str, text: str, elder: bool) -> str:
    body = {"id": uuid.uuid4().hex, "text": text, "elder": elder}
    async with session.post(f"{url}/api/messages", json=body) as response:
        answer = await response.json()
    return as_text(answer.get("blocks") or [])


async def _talk(url: str, elder: bool) -> int:
    jar = aiohttp.CookieJar(unsafe=True)  # cookies also for a plain address such as 127.0.0.1
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        try:
            async with session.get(f"{url}/api/greeting", params={"elder": int(elder)}) as response:
                print(as_text((await response.json())["blocks"]))
        except aiohttp.ClientError:
            print(f"{url} does not answer: start it with `make run`")
            return 1
        while True:
            try:
                text = (await asyncio.to_thread(input, "\n您> ")).strip()
            except (EOFError, KeyboardInterrupt):
                return 0
            if text:
                print("\n" + await _send(session, url, text, elder))


def chat(url: str, elder: bool) -> int:
    """Talk until end of input; returns an exit code."""
    settings = load_settings()
    return asyncio.run(_talk(url or f"http://{settings.edge_host}:{settings.edge_port}", elder))
