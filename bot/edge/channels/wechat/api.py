"""Calls of WeChat's API: token, customer-service message, media, menu.

The access token stands in addresses: no address and no error text is logged.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from bot.edge.channels.wechat.access_token import AccessTokens
from bot.edge.channels.wechat.config import WeChatConfig
from bot.edge.channels.wechat.media import LIMITS, Fetched
from db.models import utc_now

TIMEOUT = aiohttp.ClientTimeout(total=5, connect=2)
MEDIA_TIMEOUT = aiohttp.ClientTimeout(total=10, connect=2)
TOKEN_REFUSED = frozenset({40001, 40014, 42001})
_MOST_JSON = 64 * 1024
_Result = TypeVar("_Result")


class ApiError(Exception):
    """WeChat's API gave no result."""


class Unreachable(ApiError):
    """No connection, too slow, or an answer that is none."""

    def __init__(self, why: str, never_sent: bool = False) -> None:
        """Keep why; `never_sent` is true where the request certainly did not arrive."""
        super().__init__(why)
        self.never_sent = never_sent


class Denied(ApiError):
    """WeChat answered with an error code (docs/runbooks/wechat.md lists them)."""

    def __init__(self, code: int) -> None:
        """Keep the code."""
        super().__init__(f"errcode {code}")
        self.code = code


class WeChatApi:
    """The API of one account."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        config: WeChatConfig,
        engine: Engine,
        box: Fernet,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Keep what calls need; `box` seals the token in the database."""
        self._session = session
        self._config = config
        self._tokens = AccessTokens(engine, config.app_id, box, self._fetch_token, clock)

    async def ready(self) -> None:
        """Make sure that there is a token.

        Raises:
            ApiError: there is none to be had.
        """
        await self._tokens.current()

    async def send_text(self, user: str, text: str) -> None:
        """Send one customer-service message.

        Raises:
            ApiError: it was not sent.
        """
        body = {"touser": user, "msgtype": "text", "text": {"content": text}}
        await self._with_token(lambda token: self._post("message/custom/send", body, token))

    async def create_menu(self, menu: dict[str, Any]) -> None:
        """Put a menu in place of the one before.

        Raises:
            ApiError: it was not taken.
        """
        await self._with_token(lambda token: self._post("menu/create", menu, token))

    async def fetch_media(self, kind: str, media_id: str) -> Fetched:
        """Fetch a picture or a recording into memory.

        Raises:
            ApiError: it is gone, too large, or of a type that we do not take.
        """
        return await self._with_token(lambda token: self._get_media(kind, media_id, token))

    async def _with_token(self, call: Callable[[str], Awaitable[_Result]]) -> _Result:
        """Call, and once more with another token where this one was refused."""
        token = await self._tokens.current()
        try:
            return await call(token)
        except Denied as error:
            if error.code not in TOKEN_REFUSED:
                raise
        return await call(await self._tokens.replace(token))

    async def _fetch_token(self, force: bool) -> tuple[str, int]:
        body = {
            "grant_type": "client_credential",
            "appid": self._config.app_id,
            "secret": self._config.app_secret,
            "force_refresh": force,
        }
        answer = await self._post("stable_token", body)
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not (isinstance(token, str) and token and isinstance(seconds, int)):
            raise Unreachable("no token in the answer")
        return token, seconds

    async def _post(self, path: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
        raw = json.dumps(body, ensure_ascii=False).encode()  # WeChat shows \u escapes as they are
        try:
            async with self._session.post(
                self._url(path),
                params=_params(token),
                data=raw,
                headers={"Content-Type": "application/json"},
                timeout=TIMEOUT,
                allow_redirects=False,  # the token goes nowhere else
            ) as response:
                return _checked(await _read(response, _MOST_JSON))
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise _unreachable(error) from None  # the error's text may hold the token

    async def _get_media(self, kind: str, media_id: str, token: str) -> Fetched:
        limits = LIMITS[kind]
        params = {**_params(token), "media_id": media_id}
        try:
            async with self._session.get(
                self._url("media/get"), params=params, timeout=MEDIA_TIMEOUT, allow_redirects=False
            ) as response:
                if response.content_type in ("application/json", "text/plain"):  # how WeChat says what is wrong
                    _checked(await _read(response, _MOST_JSON))
                if response.status != 200 or response.content_type not in limits.types:
                    raise Unreachable("media: not of a type that we take")
                return Fetched(response.content_type, await _read(response, limits.most_bytes))
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise _unreachable(error) from None

    def _url(self, path: str) -> str:
        return f"{self._config.api_base}/cgi-bin/{path}"


def _unreachable(error: Exception) -> Unreachable:
    return Unreachable(
        type(error).__name__, isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError))
    )


def _params(token: str) -> dict[str, str]:
    return {"access_token": token} if token else {}


async def _read(response: aiohttp.ClientResponse, most: int) -> bytes:
    """Return the body, at most so many bytes."""
    data = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        data += chunk
        if len(data) > most:
            raise Unreachable("the answer is too large")
    return bytes(data)


def _checked(raw: bytes) -> dict[str, Any]:
    """Return the answer unless it names an error."""
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Unreachable("the answer is no JSON") from error
    if not isinstance(answer, dict):
        raise Unreachable("the answer is no object")
    code = answer.get("errcode", 0)
    if code != 0:
        raise Denied(code if isinstance(code, int) else -1)
    return answer
