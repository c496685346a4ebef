"""Attack: a body of another form crashes the door or slips something past it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.edge.messages import BadMessage, Incoming, parse


def _raw(**body: Any) -> bytes:
    return json.dumps({"id": "m1", "text": "有人找我", **body}).encode()


def test_a_good_body_is_read() -> None:
    body = _raw(choice="urgent:paid", user="u", channel="kiosk", elder=True)
    assert parse(body) == Incoming("m1", "有人找我", "urgent:paid", "u", "kiosk", True)


@pytest.mark.parametrize("body", [_raw(), _raw(choice=None, user=None, channel=""), _raw(unknown=[1])])
def test_what_is_left_out_is_empty(body: bytes) -> None:
    assert parse(body) == Incoming("m1", "有人找我", "", "", "", False)


def test_a_choice_needs_no_text() -> None:
    assert parse(_raw(text="", choice="answer:yes")).choice == "answer:yes"


@pytest.mark.parametrize("message_id", ["a", "A-1_b.c:2", "x" * 80])
def test_ids_of_clients_pass(message_id: str) -> None:
    assert parse(_raw(id=message_id)).id == message_id


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"nul", b'{"id": "m1", "text": "\xe4"}'])
def test_what_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(BadMessage, match="body: must be JSON"):
        parse(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"id": "a", "id": "b", "text": "x"}',
        b'{"id": "a", "text": "x", "text": "y"}',
        b'{"id": "a", "text": "x", "\\u0069d": "b"}',
        b'{"id": "a", "text": "x", "more": {"a": 1, "a": 2}}',
        b'{"id": "a", "text": "x", "elder": NaN}',
        b'{"id": "a", "text": "x", "elder": -Infinity}',
    ],
)
def test_what_another_reader_would_read_otherwise_is_refused(raw: bytes) -> None:
    with pytest.raises(BadMessage, match="body: must be JSON"):
        parse(raw)


@pytest.mark.parametrize("raw", [b"[]", b"1", b'"text"', b"null", b"true"])
def test_what_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(BadMessage, match="body: must be an object"):
        parse(raw)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", None),
        ("id", 12),
        ("id", "a b"),
        ("id", "a\n"),
        ("id", "x" * 81),
        ("id", "../x"),
        ("id", "中文"),
        ("text", ["有人"]),
        ("text", {"a": 1}),
        ("text", 5),
        ("text", " \n"),
        ("text", ""),
        ("choice", "/restart"),
        ("choice", "restart"),
        ("choice", "urgent:paid\n"),
        ("choice", "a:" + "x" * 41),
        ("choice", "URGENT:paid"),
        ("choice", "urgent:paid;drop"),
        ("choice", 3),
        ("channel", "WEB"),
        ("channel", "x" * 13),
        ("channel", "web\n"),
        ("user", 5),
        ("user", ["a"]),
    ],
)
def test_a_wrong_field_is_named(field: str, value: Any) -> None:
    with pytest.raises(BadMessage, match=f"^{field}: must "):
        parse(_raw(**{field: value}))
