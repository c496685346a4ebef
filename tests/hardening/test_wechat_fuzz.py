# Attack: send what no parser expects. 20,000 mutated bodies, outside and inside the encryption: nothing but our own
# refusal may come out, and nothing that WeChat did not sign may be taken.
"""The way from a request to a message, fuzzed without a server; the seed is fixed, so a failure can be repeated."""

from __future__ import annotations

import dataclasses
import random

from bot.edge.channels.wechat.config import WeChatConfig
from bot.edge.channels.wechat.crypto import Cipher, Refused
from bot.edge.channels.wechat.door import Door, Opened
from tests.fakes.wechat_client import APP_ID, KEY, NOW, OLD_KEY, TOKEN, Query, WeChatClient, message_xml

EACH = 5_000
CONFIG = WeChatConfig(TOKEN.encode(), APP_ID, "", (Cipher(KEY, APP_ID), Cipher(OLD_KEY, APP_ID)), False, "https://x")
WECHAT = WeChatClient()
XMLS = [
    message_xml("text", Content="有人让我转钱 ]]> & <b>"),
    message_xml("image", MediaId="m_1", PicUrl="http://x"),
    message_xml("voice", MediaId="m_2", Format="amr"),
    message_xml("link", Title="领补贴", Description="快", Url="http://a.cn"),
    message_xml("event", Event="CLICK", EventKey="urgent:paid"),
    message_xml("event", Event="subscribe"),
]
PIECES = [
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\x00", b"\xff", b"\xed\xa0\x80", b"<!DOCTYPE x>", b"<!ENTITY", b"&#0;",
    b"&#xD800;", b"<?xml version='1.0' encoding='utf-16'?>", b"</xml>", b"<xml>", b"<Encrypt>", b"</Encrypt>", b"=",
    b"<!--", b"<MsgType>", b"A" * 900, "钱".encode(), b"\xef\xbb\xbf", b"xmlns='http://x'", b" ", b"%s{}",
]  # fmt: skip


def mutate(draw: random.Random, raw: bytes) -> bytes:
    """Return the bytes changed in one to four places."""
    data = bytearray(raw)
    for _ in range(draw.randint(1, 4)):
        place, until = sorted((draw.randint(0, len(data)), draw.randint(0, len(data))))
        way = draw.randrange(5)
        if way == 0 and data:
            data[place - 1] ^= 1 << draw.randrange(8)
        elif way == 1:
            data[place:place] = draw.choice(PIECES)
        elif way == 2:
            del data[place : min(until, place + 40)]
        elif way == 3:
            data[place:place] = data[place : min(until, place + 200)]
        else:
            data[place : place + 1] = bytes([draw.randrange(256)])
    return bytes(data)


def opened(door: Door, query: Query, body: bytes) -> Opened | None:
    """Open a body; any other exception than a refusal fails the test by itself."""
    try:
        return door.open(query, body, NOW)
    except Refused:
        return None


def test_mutated_bodies_are_never_taken_for_another_message() -> None:
    draw, door = random.Random(1), Door(CONFIG)
    for n in range(EACH):
        query, body = WECHAT.secure(XMLS[n % len(XMLS)])
        mutated = mutate(draw, body)
        taken, real = opened(door, query, mutated), opened(door, query, body)
        assert real is not None
        # a change outside the ciphertext may leave the message as it was, and no more
        assert taken is None or taken.incoming == real.incoming, (n, mutated)


def test_mutated_queries_are_never_taken() -> None:
    draw, door = random.Random(2), Door(CONFIG)
    query, body = WECHAT.secure(XMLS[0])
    names = ("signature", "timestamp", "nonce", "msg_signature")
    for n in range(EACH):
        name = draw.choice(names)
        changed = mutate(draw, query[name].encode()).decode("utf-8", "surrogateescape")
        taken = opened(door, {**query, name: changed}, body)
        assert taken is None or changed == query[name], (n, name, changed)


def test_whatever_was_encrypted_is_read_or_refused() -> None:
    draw, door = random.Random(3), Door(CONFIG)
    read = 0
    for n in range(EACH):
        inner = mutate(draw, XMLS[n % len(XMLS)].encode())
        taken = opened(door, *WECHAT.secure(inner))  # type: ignore[arg-type]  # wechatpy takes bytes as well
        if taken is not None:
            read += 1
            assert door.reply(taken, "x", NOW)
    assert 0 < read < EACH


def test_plain_bodies_are_read_or_refused_where_they_are_allowed() -> None:
    draw, query = random.Random(4), WECHAT.signed()
    allowed, strict = Door(dataclasses.replace(CONFIG, allow_plain=True)), Door(CONFIG)
    read = 0
    for n in range(EACH):
        body = mutate(draw, XMLS[n % len(XMLS)].encode())
        read += opened(allowed, query, body) is not None
        assert opened(strict, query, body) is None
    assert 0 < read < EACH
