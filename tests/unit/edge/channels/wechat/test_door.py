"""Attack: a request that WeChat did not send, or sent for somebody else, or long ago."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from bot.edge.channels.wechat.config import WeChatConfig
from bot.edge.channels.wechat.crypto import Refused
from bot.edge.channels.wechat.door import Door
from bot.edge.channels.wechat.incoming import Ask
from tests.fakes.wechat_client import ACCOUNT, APP_ID, KEY, NOW, OLD_KEY, Query, WeChatClient, message_xml

XML = message_xml("text", Content="有人让我转钱")
Change = Callable[[Query, bytes], tuple[Query, bytes]]


@pytest.fixture
def door(config: WeChatConfig) -> Door:
    """Return the door in secure mode."""
    return Door(config)


def test_the_address_check_is_echoed(door: Door, wechat: WeChatClient) -> None:
    assert door.verify(wechat.signed(echostr="4375120948345356249"), NOW) == b"4375120948345356249"


@pytest.mark.parametrize(
    "query",
    [
        {},
        WeChatClient().signed(),
        WeChatClient(token="Other").signed(echostr="1"),
        WeChatClient(now=NOW - 301).signed(echostr="1"),
        {**WeChatClient().signed(echostr="1"), "nonce": "2"},
        {**WeChatClient().signed(echostr="1"), "signature": "é" * 40},
        {**WeChatClient().signed(echostr="1"), "signature": "\ud800"},
        WeChatClient().signed(echostr="x" * 257),
    ],
)
def test_a_forged_address_check_is_refused(query: Query, door: Door) -> None:
    with pytest.raises(Refused):
        door.verify(query, NOW)


@pytest.mark.parametrize("key", [KEY, OLD_KEY])
def test_a_message_is_opened_and_the_reply_closed_with_the_same_key(key: str, door: Door) -> None:
    wechat = WeChatClient(key=key)
    opened = door.open(*wechat.secure(XML), NOW)
    assert opened.incoming.wish == Ask("有人让我转钱")
    message = wechat.read(door.reply(opened, "先别转", NOW))
    assert (message.content, message.target, message.source) == ("先别转", "oUser_1", ACCOUNT)


def test_the_reply_is_signed_anew(door: Door, wechat: WeChatClient) -> None:
    opened = door.open(*wechat.secure(XML), NOW)
    assert door.reply(opened, "x", NOW) != door.reply(opened, "x", NOW)


def _other_body(query: Query, body: bytes) -> tuple[Query, bytes]:
    return query, WeChatClient(nonce="1").secure(message_xml("text", Content="别的"))[1]


ATTACKS: dict[str, Change] = {
    "no signature": lambda query, body: ({**query, "signature": ""}, body),
    "guessed signature": lambda query, body: ({**query, "signature": "0" * 40}, body),
    "no message signature": lambda query, body: ({k: v for k, v in query.items() if k != "msg_signature"}, body),
    "guessed message signature": lambda query, body: ({**query, "msg_signature": "f" * 40}, body),
    "the signatures swapped": lambda query, body: ({**query, "msg_signature": query["signature"]}, body),
    "another body under this signature": _other_body,
    "another nonce": lambda query, body: ({**query, "nonce": "9"}, body),
    "a later time": lambda query, body: ({**query, "timestamp": str(NOW + 1)}, body),
    "cut in the middle": lambda query, body: (query, body[: len(body) // 2]),
    "cut at the end": lambda query, body: (query, body[:-1]),
    "empty": lambda query, body: (query, b""),
    "huge": lambda query, body: (query, body + b" " * 70_000),
    "a DTD before it": lambda query, body: (query, b"<!DOCTYPE xml>" + body),
    "an entity": lambda query, body: (query, b'<!DOCTYPE x [<!ENTITY e "1">]>' + body),
    "one more byte": lambda query, body: (query, body.replace(b"</Encrypt>", b"A</Encrypt>")),
    "Encrypt twice": lambda query, body: (query, body.replace(b"</xml>", b"<Encrypt>x</Encrypt></xml>")),
    "Encrypt is empty": lambda query, body: (query, b"<xml><Encrypt></Encrypt></xml>"),
    "plain called encrypted": lambda query, body: (query, XML.encode()),
}


@pytest.mark.parametrize("change", ATTACKS.values(), ids=ATTACKS.keys())
@pytest.mark.parametrize("allow_plain", [False, True])
def test_an_attack_is_refused(change: Change, allow_plain: bool, config: WeChatConfig, wechat: WeChatClient) -> None:
    door = Door(dataclasses.replace(config, allow_plain=allow_plain))
    with pytest.raises(Refused):
        door.open(*change(*wechat.secure(XML)), NOW)


@pytest.mark.parametrize(
    "client",
    [
        WeChatClient(token="Other"),
        WeChatClient(key="B" * 43),
        WeChatClient(app_id="wx_another"),
        WeChatClient(app_id=APP_ID + "x"),
        WeChatClient(now=NOW - 301),
        WeChatClient(now=NOW + 301),
    ],
    ids=["token", "key", "appid", "longer appid", "old", "from the future"],
)
def test_a_message_of_another_is_refused(client: WeChatClient, door: Door) -> None:
    with pytest.raises(Refused):
        door.open(*client.secure(XML), NOW)


@pytest.mark.parametrize(
    "text", ["", "no xml", "<xml/>", "<xml>", '<!DOCTYPE x [<!ENTITY e "1">]><xml/>', message_xml("text", user="a b")]
)
def test_what_is_no_message_inside_is_refused(text: str, door: Door, wechat: WeChatClient) -> None:
    with pytest.raises(Refused):
        door.open(*wechat.secure(text), NOW)


def test_plain_mode_works_only_where_allowed(config: WeChatConfig, wechat: WeChatClient) -> None:
    query, body = wechat.signed(), XML.encode()
    with pytest.raises(Refused, match="secure mode"):
        Door(config).open(query, body, NOW)
    door = Door(dataclasses.replace(config, allow_plain=True, ciphers=()))
    opened = door.open(query, body, NOW)
    assert opened.cipher is None
    assert b"<Content>" in door.reply(opened, "x", NOW)


def test_compatible_mode_reads_the_encrypted_part_alone(config: WeChatConfig, wechat: WeChatClient) -> None:
    # attack: in compatible mode nothing signs the plain fields
    query, body = wechat.secure(XML)
    both = body.replace(b"<xml>", "<xml><Content>假的</Content><FromUserName>oOther</FromUserName>".encode())
    opened = Door(dataclasses.replace(config, allow_plain=True)).open(query, both, NOW)
    assert (opened.incoming.wish, opened.incoming.user) == (Ask("有人让我转钱"), "oUser_1")
