"""HTTP to WeChat's API: limits on time, size and type, and its errors as ours.

The access token stands in addresses: no address and no error text of the
client goes on, for either may hold it.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp

from bot.edge.channels.wechat.media import Fetched, Limits

TIMEOUT = aiohttp.ClientTimeout(total=5, connect=2)
MEDIA_TIMEOUT = aiohttp.ClientTimeout(total=10, connect=2)
_MOST_JSON = 64 * 1024
_FAILURES = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
_NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


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


def make_session() -> aiohttp.ClientSession:
    """Return a session; every request has a connection of its own, so that a dead server is known before sending."""
    connector = aiohttp.TCPConnector(force_close=True)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())


class Transport:
    """Sends requests to one address of the API."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        """Keep the session, which belongs to the caller."""
        self._session = session
        self._base = f"{base}/cgi-bin"

    async def post(self, path: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
        """Post JSON and return the answer.

        Raises:
            ApiError: there is no answer, or it names an error.
        """
        raw = json.dumps(body, ensure_ascii=False).encode()  # WeChat shows \u escapes as they are
        headers = {"Content-Type": "application/json"}
        params = {"access_token": token} if token else {}
        try:
            async with self._session.post(
                f"{self._base}/{path}",
                params=params,
                data=raw,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,  # the token goes nowhere else
            ) as response:
                return _checked(await _read(response, _MOST_JSON))
        except _FAILURES as error:
            raise _unreachable(error) from None

    async def get_media(self, media_id: str, token: str, limits: Limits) -> Fetched:
        """Fetch one file into memory.

        Raises:
            ApiError: it is gone, too large, or of a type that we do not take.
        """
        params = {"access_token": token, "media_id": media_id}
        url = f"{self._base}/media/get"
        try:
            async with self._session.get(url, params=params, timeout=MEDIA_TIMEOUT, allow_redirects=False) as response:
                if response.content_type in ("application/json", "text/plain"):  # how WeChat says what is wrong
                    _checked(await _read(response, _MOST_JSON))
                if response.status != 200 or response.content_type not in limits.types:
                    raise Unreachable("media: not of a type that we take")
                return Fetched(response.content_type, await _read(response, limits.most_bytes))
        except _FAILURES as error:
            raise _unreachable(error) from None


def _unreachable(error: Exception) -> Unreachable:
    return Unreachable(type(error).__name__, isinstance(error, _NEVER_SENT))


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
