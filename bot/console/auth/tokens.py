"""Random tokens, their hashes, and the token that binds a form to a session. Pure but for chance."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

_TOKEN = re.compile(r"[A-Za-z0-9_\-]{43}")


def new_token() -> str:
    """Return a token of 256 bits."""
    return secrets.token_urlsafe(32)


def looks_right(token: str) -> bool:
    """Say whether this can be one of our tokens."""
    return _TOKEN.fullmatch(token) is not None


def fingerprint(token: str) -> str:
    """Return what of a token is kept in the database."""
    return hashlib.sha256(token.encode()).hexdigest()


class Keys:
    """Keyed hashes, each purpose with a key of its own."""

    def __init__(self, secret: bytes) -> None:
        """Keep the secret."""
        self._secret = secret

    def _hash(self, purpose: str, value: str) -> str:
        key = hmac.new(self._secret, f"console: {purpose}".encode(), hashlib.sha256).digest()
        return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()

    def csrf(self, token: str) -> str:
        """Return what a form of this session must carry."""
        return self._hash("csrf", token)

    def csrf_matches(self, token: str, given: str) -> bool:
        """Say whether a form belongs to this session."""
        return hmac.compare_digest(self.csrf(token).encode(), given.encode("utf-8", "surrogatepass"))

    def address(self, address: str) -> str:
        """Return what the audit keeps of an address."""
        return self._hash("address", address)[:16]

    def recovery(self, code: str) -> str:
        """Return what is kept of a recovery code."""
        return self._hash("recovery", "".join(code.split()).replace("-", "").upper())
