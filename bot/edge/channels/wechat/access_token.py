"""The access token: kept in memory and, sealed, in the database; renewed before it expires.

`stable_token` gives every process the same token and invalidates none, so that
two processes which renew at once do no harm. A forced renewal does invalidate,
and WeChat allows 20 a day: it is the last resort, and its time is shared too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from db import access_tokens
from db.access_tokens import Kept

EARLY = timedelta(seconds=280)  # in its last five minutes WeChat gives the next token, and both are taken
FORCE_EVERY = timedelta(minutes=75)  # less than 20 times a day
Fetch = Callable[[bool], Awaitable[tuple[str, int]]]


@dataclass(frozen=True)
class _Held:
    value: str
    expires_at: datetime
    forced_at: datetime | None = None


class AccessTokens:
    """Hands out the token of one account."""

    def __init__(self, engine: Engine, app_id: str, box: Fernet, fetch: Fetch, clock: Callable[[], datetime]) -> None:
        """Keep where tokens rest and how one is fetched; `fetch(force)` returns (token, seconds)."""
        self._engine = engine
        self._app_id = app_id
        self._box = box
        self._fetch = fetch
        self._clock = clock
        self._held: _Held | None = None
        self._lock = asyncio.Lock()

    async def current(self) -> str:
        """Return a token that is good for some minutes.

        Raises:
            bot.edge.channels.wechat.transport.ApiError: WeChat gave none.
        """
        async with self._lock:
            return (await self._other_than("")).value

    async def replace(self, refused: str) -> str:
        """Return another token in place of one that WeChat refused.

        Raises:
            bot.edge.channels.wechat.transport.ApiError: WeChat gave none.
        """
        async with self._lock:
            held = await self._other_than(refused)
            if held.value == refused and self._may_force():
                held = await self._renew(force=True)
            return held.value

    async def _other_than(self, refused: str) -> _Held:
        """Look in memory, then in the database, then ask; it is what WeChat gives in the end."""
        if self._held is None or not self._serves(self._held, refused):
            self._held = await self._load()
        if self._held is None or not self._serves(self._held, refused):
            self._held = await self._renew(force=False)
        return self._held

    def _serves(self, held: _Held, refused: str) -> bool:
        return held.value != refused and held.expires_at - self._clock() > EARLY

    def _may_force(self) -> bool:
        forced = self._held.forced_at if self._held else None
        return forced is None or self._clock() - forced >= FORCE_EVERY

    async def _renew(self, force: bool) -> _Held:
        value, seconds = await self._fetch(force)
        now = self._clock()
        forced = now if force else self._held.forced_at if self._held else None
        self._held = _Held(value, now + timedelta(seconds=seconds), forced)
        kept = Kept(self._box.encrypt(value.encode()).decode(), self._held.expires_at, forced)
        await self._db(access_tokens.save, kept)
        return self._held

    async def _load(self) -> _Held | None:
        kept = await self._db(access_tokens.load)
        if kept is None:
            return self._held
        try:
            value = self._box.decrypt(kept.sealed.encode()).decode()
        except InvalidToken:  # sealed with an earlier SECRET_KEY
            return self._held
        return _Held(value, kept.expires_at, kept.forced_at)

    async def _db(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Run one short transaction off the event loop; without the database each process fetches for itself."""
        try:
            return await asyncio.to_thread(function, self._engine, self._app_id, *arguments)
        except SQLAlchemyError:
            return None
