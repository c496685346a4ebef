# Attack: request smuggling. Say the length of a body twice or in a way that a proxy reads otherwise, so that its end
# is taken for the next visitor's request; hide headers behind bare line ends, NUL and folded lines.
"""Where the length of a body is not beyond doubt, nothing is served and the connection ends."""

from __future__ import annotations

import pytest

from tests.conftest import Person, System
from tests.hardening.raw import BODY, Answer, chunked, get, post, send

HIDDEN = get(b"/healthz")
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
CHUNKED = b"Transfer-Encoding: chunked\r\n"
DOUBTFUL: dict[str, bytes] = {
    "length, then chunked": post(b"Content-Length: 5\r\n" + CHUNKED, chunked(BODY)),
    "chunked, then length": post(CHUNKED + b"Content-Length: 5\r\n", chunked(BODY)),
    "two lengths": post(LENGTH + b"Content-Length: 5\r\n", BODY),
    "the same length twice": post(LENGTH * 2, BODY),
    "lengths in a list": post(b"Content-Length: 27, 27\r\n", BODY),
    "a length with plus": post(b"Content-Length: +27\r\n", BODY),
    "a negative length": post(b"Content-Length: -1\r\n", BODY),
    "a length beyond numbers": post(b"Content-Length: 99999999999999999999999\r\n", BODY),
    "a length in hex": post(b"Content-Length: 0x1b\r\n", BODY),
    "a length with underscore": post(b"Content-Length: 2_7\r\n", BODY),
    "a blank before the colon": post(b"Content-Length : 27\r\n", BODY),
    "an unknown coding": post(b"Transfer-Encoding: xchunked\r\n", chunked(BODY)),
    "chunked is not last": post(b"Transfer-Encoding: chunked, identity\r\n", chunked(BODY)),
    "two codings": post(CHUNKED + b"Transfer-Encoding: identity\r\n", chunked(BODY)),
    "a blank before its colon": post(b"Transfer-Encoding : chunked\r\n", chunked(BODY)),
    "a vertical tab": post(b"Transfer-Encoding: \x0bchunked\r\n", chunked(BODY)),
    "bare line feed": post(b"X: 1\n" + LENGTH, BODY),
    "bare carriage return": post(b"X: 1\r" + CHUNKED + LENGTH, BODY),
    "only line feeds": post(LENGTH, BODY).replace(b"\r\n", b"\n"),
    "a folded header": post(b"X: 1\r\n Transfer-Encoding: chunked\r\n" + LENGTH, BODY),
    "nul in a header": post(b"X: a\x00b\r\n" + LENGTH, BODY),
    "no name of a header": post(b": 1\r\n" + LENGTH, BODY),
    "a negative chunk": post(CHUNKED, b"-5\r\nhello\r\n0\r\n\r\n"),
    "a chunk beyond numbers": post(CHUNKED, b"FFFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n"),
    "a chunk in 0x": post(CHUNKED, b"0x1b\r\n" + BODY + b"\r\n0\r\n\r\n"),
    "a line feed in a chunk's extension": post(CHUNKED, b"1b;a\nb\r\n" + BODY + b"\r\n0\r\n\r\n"),
    "a chunk longer than it says": post(CHUNKED, b"1a\r\n" + BODY + b"\r\n0\r\n\r\n"),
    "no end of a chunk": post(CHUNKED, b"1b\r\n" + BODY + b"0\r\n\r\n"),
    "two hosts": b"GET /kiosk HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "no host": b"GET /kiosk HTTP/1.1\r\n\r\n",
    "a version from the future": b"GET /kiosk HTTP/3.7\r\nHost: a\r\n\r\n",
    "the start of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "encrypted traffic": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 500,
    "bytes that are no address": b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
}


def ask(system: System, *pieces: bytes, wait: float = 5.0) -> Answer:
    return send(int(system.environment["EDGE_PORT"]), *pieces, wait=wait)


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_doubtful_request_is_refused_and_nothing_behind_it_is_served(name: str, system: System) -> None:
    answer = ask(system, DOUBTFUL[name] + HIDDEN)
    assert answer.statuses == [400], answer.raw
    assert answer.closed
    assert b"Traceback" not in answer.raw


def test_a_second_request_of_the_same_sender_is_no_smuggling(system: System) -> None:
    assert ask(system, post(LENGTH, BODY) + HIDDEN).statuses == [200, 200]


def test_chunked_in_the_old_version_ends_the_connection(system: System) -> None:
    old = post(CHUNKED, chunked(BODY), b"POST /api/messages HTTP/1.0")
    answer = ask(system, old + HIDDEN)
    assert len(answer.statuses) == 1
    assert answer.closed


def test_a_trailer_is_no_header(system: System) -> None:
    body = b"%x\r\n" % len(BODY) + BODY + b"\r\n0\r\nAuthorization: Bearer wrong\r\n\r\n"
    assert ask(system, post(CHUNKED + b"Connection: close\r\n", body)).statuses == [200]  # read as a header: 401


def test_no_upgrade_opens_a_tunnel(system: System) -> None:
    upgrade = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    answer = ask(system, upgrade, wait=1.0)
    assert answer.statuses == [200]  # not 101
    assert b"upgrade" not in answer.raw.lower()


def test_what_follows_a_refused_body_is_not_served(system: System) -> None:
    broken = post(b"Content-Encoding: gzip\r\n" + LENGTH, BODY)
    answer = ask(system, broken + HIDDEN)
    assert answer.statuses[0] == 415
    assert b"96110" in answer.raw


def test_afterwards_a_resident_is_served(person: Person) -> None:
    assert person.send("冒充警察的让我把钱转到安全账户")["case"]["verdict"] in ("suspect", "alarm")
