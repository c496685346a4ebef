# Attack: paths that climb out of the folder or name another program, a foreign Host, methods in disguise, cookies and
# headers that are huge, forged or half a character, compressed bodies that swell.
"""Whatever stands in path, method, header or cookie: nothing of the inside is served, and nothing breaks."""

from __future__ import annotations

import gzip

import pytest
import requests

from tests.conftest import SERVICE_TOKEN, System
from tests.hardening.conftest import is_calm
from tests.hardening.raw import BODY, get, post, send

LENGTH = b"Content-Length: %d\r\nConnection: close\r\n" % len(BODY)
CLIMBING = (
    *(b"/static/../app.py", b"/static/..%2fapp.py", b"/static/%2e%2e/app.py", b"/static/..\\app.py"),
    *(b"/static/....//app.py", b"/static//etc/passwd", b"/static/%00", b"/static/chat.js%00.css", b"/static/"),
    *(b"//evil.example/", b"/%2f%2fevil", b"/api/kiosk/voice/..%2f..%2fsecret.key", b"/api/kiosk/voice/%2e%2e"),
    *(b"/%", b"/%zz", b"/%ff%fe", b"/api/messages/", b"/API/MESSAGES", b"/api//messages", b"/api/./messages"),
    *(b"/;/api/messages", b"/healthz;a=b", b"/.git/config", b"/var/secret.key", b"/static/%c0%ae%c0%ae/app.py"),
)


def edge(system: System) -> int:
    return int(system.environment["EDGE_PORT"])


@pytest.mark.parametrize("path", CLIMBING, ids=ascii)
def test_a_climbing_path_leads_nowhere(path: bytes, system: System) -> None:
    answer = send(edge(system), get(path))
    assert answer.statuses in ([403], [404])
    assert b"import " not in answer.raw
    assert b"root:" not in answer.raw


@pytest.mark.parametrize(
    "target", [b"http://127.0.0.1:%d/model", b"http://localhost:%d/webhooks/turn/webhook", b"/http://127.0.0.1:%d/"]
)
def test_the_edge_is_no_proxy(target: bytes, system: System) -> None:
    rasa = int(system.environment["RASA_PORT"])
    assert send(edge(system), get(target % rasa)).statuses == [404]
    assert send(edge(system), get(b"127.0.0.1:%d" % rasa, method=b"CONNECT")).statuses in ([400], [404])


@pytest.mark.parametrize("method", [b"TRACE", b"DELETE", b"PUT", b"PATCH", b"OPTIONS", b"PROPFIND", b"get"])
def test_an_unknown_method_does_nothing_and_repeats_nothing(method: bytes, system: System) -> None:
    answer = send(edge(system), get(b"/api/messages", b"Cookie: person=planted-cookie\r\n", method))
    assert answer.statuses in ([405], [400])
    assert b"planted-cookie" not in answer.raw


@pytest.mark.parametrize("header", [b"X-HTTP-Method-Override", b"X-HTTP-Method", b"X-Method-Override"])
def test_a_method_cannot_be_disguised(header: bytes, system: System) -> None:
    assert send(edge(system), get(b"/api/messages", header + b": POST\r\n")).statuses == [405]
    assert send(edge(system), get(b"/api/forget_session?_method=POST", header + b": POST\r\n")).statuses == [405]


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"])
@pytest.mark.parametrize("path", ["/", "/kiosk", "/api/greeting", "/nothing", "/api/kiosk/family.svg"])
def test_a_foreign_host_appears_nowhere(header: str, path: str, system: System) -> None:
    planted = "/people" if "URL" in header else "host=evil.example" if header == "Forwarded" else "evil.example"
    response = requests.get(f"{system.url}{path}", headers={header: planted}, timeout=10, allow_redirects=False)
    assert response.status_code in (200, 404)
    assert "evil.example" not in response.text + str(response.headers)


@pytest.mark.parametrize(
    "cookie",
    [
        *("person=", "person=a.b", "person=....", 'person="\\000"', "person", "=", ";;;;", "person=a; person=b"),
        *("a=b; " * 1500, "person=" + "A" * 7000, "person=\xff\xfe", "scene=\u00e9.x", "kiosk_place=..", "$Version=1"),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_a_hostile_cookie_makes_a_stranger(cookie: str, system: System) -> None:
    header = b"Cookie: " + cookie.encode("latin-1") + b"\r\n"
    answer = send(edge(system), post(header + LENGTH, BODY))
    assert answer.statuses == [200]
    assert b"Set-Cookie: person=" in answer.raw


@pytest.mark.parametrize(
    "header",
    [
        *(b"Authorization: Bearer ", b"Authorization: Basic \xff", b"Authorization: Bearer \xe4\xb8\xad"),
        *(b"Authorization: bearer " + SERVICE_TOKEN.encode() + b"x", b"Authorization: Bearer null"),
    ],
    ids=ascii,
)
def test_a_wrong_token_is_refused(header: bytes, system: System) -> None:
    answer = send(edge(system), post(header + b"\r\n" + LENGTH, BODY))
    assert answer.statuses == [401]
    assert b"96110" in answer.raw


@pytest.mark.parametrize(
    "header",
    [
        *(b"X: " + b"a" * 9000, b"X" * 9000 + b": a", b"\r\n".join(b"X%d: 1" % n for n in range(500))),
        b"Content-Type: \xff\xfe",
    ],
    ids=["long value", "long name", "many", "odd type"],
)
def test_too_much_head_is_refused(header: bytes, system: System) -> None:
    answer = send(edge(system), b"GET /kiosk HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + header + b"\r\n\r\n")
    assert answer.statuses in ([400], [200])
    assert b"Traceback" not in answer.raw


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        *(("application/json; charset=utf-16", 200), ("application/json; charset=nonsense", 200)),
        *(("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("", 415), ("application/xml", 415)),
        *(("multipart/form-data; boundary=x", 415), ("multipart/form-data", 415), ("application/json/../x", 415)),
    ],
)
def test_the_type_decides_and_the_charset_does_not(kind: str, status: int, system: System) -> None:
    answer = send(edge(system), post(LENGTH, BODY).replace(b"application/json", kind.encode(), 1))
    assert answer.statuses == [status]
    assert status == 200 or b"96110" in answer.raw


@pytest.mark.parametrize("path", ["/api/messages", "/api/pictures", "/api/speech", "/api/forget_session"])
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "identity"])
def test_nothing_is_unpacked(path: str, coding: str, system: System) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    headers = {"Content-Type": "application/json", "Content-Encoding": coding}
    response = requests.post(f"{system.url}{path}", data=bomb, headers=headers, timeout=10)
    if coding in ("br", "zstd"):  # aiohttp cannot unpack them and refuses by itself
        assert response.status_code in (400, 415)
    else:
        assert response.status_code == 415
        assert is_calm(response.json())


def test_no_answer_names_versions(system: System) -> None:
    for path in ("/", "/api/greeting", "/nothing", "/static/chat.js", "/healthz"):
        told = str(requests.get(f"{system.url}{path}", timeout=10).headers)
        assert "aiohttp" not in told
        assert "Python" not in told


def test_a_question_for_many_ranges_is_not_a_thousand_answers(system: System) -> None:
    headers = {"Range": "bytes=" + ",".join("0-9" for _ in range(1000))}
    response = requests.get(f"{system.url}/static/chat.js", headers=headers, timeout=10)
    assert response.status_code in (200, 206, 404, 416)
    assert len(response.content) < 100_000
