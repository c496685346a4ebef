"""Password hashes (argon2id), a few at a time: each takes 64 MiB."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.console.auth.passwords import LONGEST, normalised

AT_ONCE = 2


class Hashing:
    """Makes and checks hashes off the event loop."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Keep the hasher; a cheaper one is for tests."""
        self._hasher = hasher or PasswordHasher()
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """Return the hash of a password."""
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, normalised(password))

    async def matches(self, kept: str | None, password: str) -> bool:
        """Say whether a password is right; without a hash it takes as long and is wrong."""
        async with self._turn:
            right = await asyncio.to_thread(self._verify, kept or self._nobody, normalised(password[: LONGEST * 2]))
        return right and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Say whether a hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
