"""The two doors that are knocked at: how a message is written and a right answer told from a wrong one. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bench.plan import SAFE

EDGE, REST = "edge", "rest"
_PATHS = {EDGE: "/api/messages", REST: "/webhooks/rest/webhook"}


@dataclass
class Resident:
    """Somebody who talks.

    Attributes:
        name: of the browser or the sender; new for each resident.
        cookie: what the edge gave.
        sent: messages so far.
    """

    name: str
    cookie: str = ""
    sent: int = 0


@dataclass(frozen=True)
class Door:
    """Where messages go.

    Attributes:
        kind: EDGE or REST.
        port: on loopback.
        safe: words that only the safe reply has: an answer with them is a failure.
    """

    kind: str
    port: int
    safe: str = ""

    def request(self, resident: Resident, text: str) -> bytes:
        """Return a whole HTTP request."""
        if self.kind == EDGE:
            said = {"id": f"{resident.name}-{resident.sent}", "text": text}
        else:
            said = {"sender": resident.name, "message": text}
        body = json.dumps(said, ensure_ascii=False).encode()
        cookie = f"Cookie: {resident.cookie}\r\n" if resident.cookie else ""
        head = f"POST {_PATHS[self.kind]} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        return f"{head}{cookie}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def wrong(self, status: int, body: bytes) -> str:
        """Return why an answer is no right one, empty when it is."""
        if status != 200:
            return f"status {status}"
        if self.kind == REST:
            return "" if b'"text"' in body else "empty"
        if b'"blocks": [{' not in body:
            return "empty"
        return SAFE if self.safe and self.safe.encode() in body else ""
