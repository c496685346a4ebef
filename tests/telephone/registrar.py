"""A registrar that asks for a password (SIP digest, RFC 3261 with RFC 2617), as a trunk has one."""

from __future__ import annotations

import asyncio
import hashlib
import re
from typing import cast

REALM, NONCE = "trunk", "3f2a"


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


class Registrar(asyncio.DatagramProtocol):
    """Takes one user with one password."""

    def __init__(self, user: str, password: str) -> None:
        """Keep who may register."""
        self._secret = _md5(f"{user}:{REALM}:{password}")
        self.answers: list[int] = []
        self.registered = asyncio.Event()
        self.refused = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where answers go out."""
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        """Answer REGISTER."""
        message = data.decode()
        if not message.startswith("REGISTER"):
            return
        sent = dict(re.findall(r'(\w+)="?([^",\r]+)"?', _header(message, "Authorization")))
        code = 401 if not sent else 200 if self._is_right(sent) else 403
        self.answers.append(code)
        head = [f"SIP/2.0 {code} x"]
        head += [f"{name}: {_header(message, name)}" for name in ("Via", "From", "Call-ID", "CSeq")]
        head.append(f"To: {_header(message, 'To')};tag=1")
        if code == 401:
            head.append(f'WWW-Authenticate: Digest realm="{REALM}", nonce="{NONCE}", algorithm=MD5')
        elif code == 200:
            head.append(f"Contact: {_header(message, 'Contact')};expires=300")
        self._transport.sendto(("\r\n".join([*head, "Content-Length: 0", "", ""])).encode(), address)
        {200: self.registered, 403: self.refused}.get(code, asyncio.Event()).set()

    def _is_right(self, sent: dict[str, str]) -> bool:
        asked = _md5(f"REGISTER:{sent['uri']}")
        return sent["response"] == _md5(f"{self._secret}:{NONCE}:{asked}")


def _header(message: str, name: str) -> str:
    found = re.search(rf"^{name}:\s*(.*?)\r?$", message, re.MULTILINE)
    return found.group(1) if found else ""
