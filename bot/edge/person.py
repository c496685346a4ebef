"""Who is asking: a signed cookie, or the service token; stored only as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from aiohttp import web
from itsdangerous import BadData, URLSafeSerializer

COOKIE = "person"
COOKIE_SECONDS = 72 * 3600
_WHO = web.RequestKey("who", tuple[str, bool])


class People:
    """Makes and reads the ids of people."""

    def __init__(self, secret: bytes, service_token: str, secure: bool) -> None:
        """Keep the key; `secure` sends cookies over HTTPS only."""
        self._secret = secret
        self._token = service_token.encode()
        self._secure = secure
        self._serializer = URLSafeSerializer(secret, salt="person")

    def is_service(self, request: web.Request) -> bool:
        """Say whether the caller holds the service token.

        Raises:
            HTTPUnauthorized: a token was given and is not ours.
        """
        header = request.headers.get("Authorization")
        if header is None:
            return False
        given = header.removeprefix("Bearer ").strip().encode(errors="surrogateescape")
        if not self._token or not hmac.compare_digest(given, self._token):
            raise web.HTTPUnauthorized(text="the service token is not valid")
        return True

    def from_cookie(self, request: web.Request) -> tuple[str, bool]:
        """Return (user id, whether it is new) for a browser; the same however often one request is asked."""
        if _WHO not in request:
            request[_WHO] = self._read(request.cookies.get(COOKIE, ""))
        return request[_WHO]

    def _read(self, cookie: str) -> tuple[str, bool]:
        try:
            return str(self._serializer.loads(cookie)), False
        except (BadData, UnicodeError):  # bytes that are no UTF-8 arrive as half characters
            return self.new_user(), True

    def new_user(self) -> str:
        """Return an id that nobody had before."""
        return secrets.token_hex(16)

    def set_cookie(self, response: web.Response, user: str) -> None:
        """Let the browser keep the id where no script can read it."""
        response.set_cookie(
            COOKIE,
            str(self._serializer.dumps(user)),
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=self._secure,
        )

    def person(self, channel: str, user: str) -> str:
        """Return the hash under which everything of this user is stored."""
        return hmac.new(self._secret, f"{channel}:{user}".encode(), hashlib.sha256).hexdigest()[:40]
