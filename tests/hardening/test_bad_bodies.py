# Attack: bodies that break a parser or fill memory: broken JSON, wrong types, huge nesting,
# ids that are no ids, NUL bytes, half characters, more bytes than anyone types.
"""Every bad body gets a calm refusal that leaves 110 and 96110, and the next one is served."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import requests

from tests.conftest import SERVICE_TOKEN, Person, System, words
from tests.hardening.conftest import is_calm

JSON = {"Content-Type": "application/json"}
BAD: dict[str, bytes] = {
    "empty": b"",
    "not json": b"{id: 1",
    "cut off": b'{"id": "a", "text": "\xe4\xbd',
    "not utf-8": b'{"id": "a", "text": "\xff\xfe\xfa"}',
    "nul bytes": b'{"id": "a", "text": "a\x00b"}',
    "only nul": b"\x00" * 100,
    "a list": b'["id", "text"]',
    "a number": b"110",
    "null": b"null",
    "deep lists": b"[" * 30_000,
    "deep objects": b'{"id":' * 10_000,
    "closed deep lists": b'{"id": "a", "text": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "no id": b'{"text": "hello"}',
    "no text": b'{"id": "a"}',
    "blank text": b'{"id": "a", "text": "  \\n\\t "}',
    "empty text": b'{"id": "a", "text": ""}',
    "null text": b'{"id": "a", "text": null}',
    "text number": b'{"id": "a", "text": 110}',
    "text list": b'{"id": "a", "text": ["x"]}',
    "text object": b'{"id": "a", "text": {"$ne": ""}}',
    "text true": b'{"id": "a", "text": true}',
    "id number": b'{"id": 7, "text": "x"}',
    "id list": b'{"id": ["a"], "text": "x"}',
    "id with space": b'{"id": "a b", "text": "x"}',
    "id with newline": b'{"id": "a\\n", "text": "x"}',
    "id with nul": b'{"id": "a\\u0000", "text": "x"}',
    "id with quote": b'{"id": "a\' OR 1=1 --", "text": "x"}',
    "id in chinese": '{"id": "一二三", "text": "x"}'.encode(),
    "id too long": json.dumps({"id": "a" * 81, "text": "x"}).encode(),
    "choice list": b'{"id": "a", "choice": ["urgent:paid"]}',
    "choice unknown form": b'{"id": "a", "choice": "../../etc"}',
    "channel injected": b'{"id": "a", "text": "x", "channel": "web\\u0000:x"}',
    "infinite": b'{"id": Infinity, "text": "x"}',
}


def post(system: System, body: bytes, **headers: str) -> requests.Response:
    return requests.post(f"{system.url}/api/messages", data=body, headers={**JSON, **headers}, timeout=10)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_body_is_refused_calmly(name: str, system: System) -> None:
    response = post(system, BAD[name])
    assert response.status_code == 400
    assert response.headers["Content-Type"].startswith("application/json")
    assert is_calm(response.json())
    assert response.json()["error"]


def test_an_oversize_body_is_refused_calmly(system: System) -> None:
    response = post(system, json.dumps({"id": "a", "text": "骗" * 40_000}, ensure_ascii=False).encode())
    assert response.status_code == 413
    assert is_calm(response.json())


def test_a_form_is_refused_calmly(system: System) -> None:
    response = requests.post(f"{system.url}/api/messages", data={"id": "a", "text": "x"}, timeout=10)
    assert response.status_code == 415
    assert is_calm(response.json())


@pytest.mark.parametrize("path", ["/nothing", "/api/messages/7", "/static/../../settings.py", "/static/%2e%2e/app.py"])
def test_an_unknown_address_is_refused_calmly(path: str, system: System) -> None:
    response = requests.get(f"{system.url}{path}", timeout=10)
    assert response.status_code in (403, 404)
    assert is_calm(response.json())


def test_the_wrong_method_is_refused_calmly(system: System) -> None:
    response = requests.get(f"{system.url}/api/messages", timeout=10)
    assert response.status_code == 405
    assert is_calm(response.json())


HARD_TEXTS: dict[str, Any] = {
    "escaped nul": "有人让我转账\x00到安全账户",
    "half a character": "有人让我转账\ud83d",
    "only invisible": "\u200b\u200c\u2060\ufeff",
    "only slashes": "////／／",
    "a book": "他说这是安全账户要我转钱。" * 400,
    "one long word": "转" * 9_000,
    "right to left": "\u202e账转我让人有",
    "combining marks": "转" + "\u0301" * 5_000,
    "placeholders": "〔手机号〕〔银行卡〕${ACTIONS_PORT}{name}%s%(x)s",
    "brackets": "(" * 3_000 + "[" * 3_000 + "\\" * 1_000,
    "digits": "1" * 9_000,
    "dots": "a." * 4_000,
    "emoji": "👨‍👩‍👧‍👦" * 400,
}


@pytest.mark.parametrize("name", HARD_TEXTS)
def test_a_hard_text_gets_an_answer_in_time(name: str, system: System) -> None:
    body = json.dumps({"id": f"hard-{name.replace(' ', '-')}", "text": HARD_TEXTS[name]}).encode()
    begun = time.monotonic()
    response = post(system, body, Authorization=f"Bearer {SERVICE_TOKEN}")
    assert time.monotonic() - begun < 4
    assert response.status_code == 200
    assert words(response.json())


def test_after_all_that_a_resident_is_served(person: Person) -> None:
    assert person.send("冒充警察的让我把钱转到安全账户")["case"]["verdict"] in ("suspect", "alarm")
