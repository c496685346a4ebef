"""Where a call stands, sealed: any edge can go on with it, and the media program cannot read it."""

from __future__ import annotations

import json

from cryptography.fernet import Fernet, InvalidToken

from bot.edge.seal import make_box
from bot.phone.state import Call, load_call

SECONDS = 2 * 3600  # no call lasts longer


class CallSeal:
    """Seals and opens calls."""

    def __init__(self, secret: bytes) -> None:
        """Derive a key for this purpose."""
        self._box: Fernet = make_box(secret, b"phone: state")

    def seal(self, call: Call) -> str:
        """Return a call, sealed."""
        return self._box.encrypt(json.dumps(call.dump(), ensure_ascii=False).encode()).decode()

    def open(self, sealed: str) -> Call:
        """Return the call; one that cannot be opened starts anew, for somebody is on the line."""
        try:
            found = load_call(json.loads(self._box.decrypt(sealed.encode(), ttl=SECONDS)))
        except (InvalidToken, ValueError, TypeError):
            found = None
        return found or Call()
