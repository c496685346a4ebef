"""Bytes to a port as an attacker writes them, and what comes back."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/[0-9.]+ ([0-9]{3}) ")
BODY = b'{"id":"raw","text":"hello"}'


@dataclass(frozen=True)
class Answer:
    """Everything that came back, and whether the other side hung up."""

    raw: bytes
    closed: bool

    @property
    def statuses(self) -> list[int]:
        """Return the status of each response, one after the other."""
        return [int(found) for found in _STATUS.findall(self.raw)]


def send(port: int, *pieces: bytes, wait: float = 5.0) -> Answer:
    """Write the pieces and read until the other side hangs up, or says no more."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as line:
        try:
            for piece in pieces:
                line.sendall(piece)
            while more := line.recv(65536):
                got += more
        except TimeoutError:
            return Answer(got, False)
        except ConnectionError:
            return Answer(got, True)
    return Answer(got, True)


def post(headers: bytes, body: bytes, start: bytes = b"POST /api/messages HTTP/1.1") -> bytes:
    """Return a request to the message door with headers as given."""
    return start + b"\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers + b"\r\n" + body


def get(path: bytes, headers: bytes = b"", method: bytes = b"GET") -> bytes:
    """Return a request after which the connection ends."""
    return method + b" " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + b"\r\n"


def chunked(body: bytes) -> bytes:
    """Return a body in one chunk."""
    return b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
