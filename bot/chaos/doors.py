"""The public doors as their clients use them: the page, a caller with the token, WeChat (simulated, plain mode)."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from abc import ABC, abstractmethod
from typing import Any

import aiohttp

from bot.chaos.said import NONE, Said, kind_of
from bot.edge.words import SafeReply
from bot.reply.render.wechat import render

PAUSES = (1.0, 3.0)  # between the tries of the web page: bot/edge/static/chat.js
TRY_SECONDS = 12.0
_CONTENT = re.compile(r"<Content><!\[CDATA\[(.*)\]\]></Content>", re.DOTALL)
ACCOUNT, WECHAT_TOKEN, WECHAT_APP_ID = "gh_0123456789ab", "TokenForChaos", "wx0123456789abcdef"


class Door(ABC):
    """One way in. A client that gets no answer asks again under the same id, as real ones do."""

    name = ""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        """Keep where the edge is."""
        self._session = session
        self._url = url
        self._safe = self._safe_texts()

    def _safe_texts(self) -> tuple[str, ...]:
        return tuple(str(SafeReply().blocks(elder)[0]["text"]) for elder in (False, True))

    async def say(self, said: Said) -> Said:
        """Send a message until it is answered; fills in what came of it."""
        for pause in (*PAUSES, 0.0):
            said.tries += 1
            try:
                blocks, said.type = await asyncio.wait_for(self._ask(said), TRY_SECONDS)
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError, ValueError):
                blocks = []
            said.kind, said.blocks = kind_of(blocks, self._safe), blocks
            said.seconds = time.monotonic() - said.at
            if said.kind != NONE:
                break
            await asyncio.sleep(pause)
        return said

    @abstractmethod
    async def _ask(self, said: Said) -> tuple[list[dict[str, Any]], str]:
        """Ask once; returns the blocks and, where the door tells, the type of the case."""


class ServiceDoor(Door):
    """A trusted caller, who also gets the case."""

    name = "service"

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        """Keep the token."""
        super().__init__(session, url)
        self._headers = {"Authorization": f"Bearer {token}"}

    async def _ask(self, said: Said) -> tuple[list[dict[str, Any]], str]:
        body = {"id": said.id, "text": said.text, "user": said.user, "channel": "service"}
        async with self._session.post(f"{self._url}/api/messages", json=body, headers=self._headers) as response:
            answer = await response.json()
        return list(answer.get("blocks") or []), str((answer.get("case") or {}).get("type") or "")


class WebDoor(Door):
    """Browsers, each with its cookie."""

    name = "web"

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        """Begin without cookies."""
        super().__init__(session, url)
        self._cookies: dict[str, str] = {}

    async def _ask(self, said: Said) -> tuple[list[dict[str, Any]], str]:
        cookie = self._cookies.get(said.user, "")
        headers = {"Cookie": cookie} if cookie else {}
        body = {"id": said.id, "text": said.text}
        async with self._session.post(f"{self._url}/api/messages", json=body, headers=headers) as response:
            answer = await response.json()
            for value in response.cookies.values():
                self._cookies[said.user] = f"{value.key}={value.coded_value}"
        return list(answer.get("blocks") or []), ""


class WeChatDoor(Door):
    """WeChat's servers: they ask again when nothing came, and give up after five seconds each time."""

    name = "wechat"

    def _safe_texts(self) -> tuple[str, ...]:
        return (render(SafeReply().blocks(False))[0],)

    async def _ask(self, said: Said) -> tuple[list[dict[str, Any]], str]:
        now, nonce = str(int(time.time())), "415670741"
        signature = hashlib.sha1("".join(sorted((WECHAT_TOKEN, now, nonce))).encode()).hexdigest()  # noqa: S324 - theirs
        body = (
            f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName><FromUserName><![CDATA[{said.user}]]></FromUserName>"
            f"<CreateTime>{now}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
            f"<Content><![CDATA[{said.text}]]></Content><MsgId>{said.id}</MsgId></xml>"
        )
        query = {"signature": signature, "timestamp": now, "nonce": nonce}
        async with self._session.post(f"{self._url}/wechat", params=query, data=body.encode()) as response:
            found = _CONTENT.search(await response.text())
        return [{"type": "text", "text": found.group(1)}] if found else [], ""
