"""What comes to WeChat's door: XML, encrypted or not, and ciphertext."""

from __future__ import annotations

import dataclasses

from tests.fuzz.target import Check, Target

_PIECES = (
    *(b"]]>", b"<![CDATA[", b"<!DOCTYPE x>", b"<!ENTITY a 'b'>", b"&#0;", b"&#xD800;", b"&a;", b"<xml>", b"</xml>"),
    *(b"<?xml version='1.0' encoding='utf-16'?>", b"<Encrypt>", b"<!--", b"<MsgType>", b"xmlns='http://x'", b"<?x?>"),
)


def _seeds() -> list[bytes]:
    from tests.fakes.wechat_client import message_xml

    return [
        xml.encode()
        for xml in (
            message_xml("text", msg_id=1, Content="有人让我转钱 ]]> & <b>"),
            message_xml("image", msg_id=1, MediaId="m_1", PicUrl="http://x"),
            message_xml("voice", msg_id=1, MediaId="m_2", Format="amr"),
            message_xml("link", msg_id=1, Title="领补贴", Description="快", Url="http://a.cn"),
            message_xml("location", msg_id=1, Location_X="1", Label="x"),
            message_xml("event", Event="CLICK", EventKey="urgent:paid"),
            message_xml("event", Event="subscribe", EventKey="qrscene_hall-1"),
        )
    ]


def _inner() -> Check:
    from bot.edge.channels.wechat.config import WeChatConfig
    from bot.edge.channels.wechat.crypto import Cipher, Refused, sign
    from bot.edge.channels.wechat.door import Door
    from tests.fakes.wechat_client import APP_ID, KEY, NOW, OLD_KEY, TOKEN, WeChatClient

    config = WeChatConfig(
        TOKEN.encode(), APP_ID, "", (Cipher(KEY, APP_ID), Cipher(OLD_KEY, APP_ID)), False, "https://x"
    )
    strict, plain = Door(config), Door(dataclasses.replace(config, allow_plain=True))
    cipher, query = Cipher(KEY, APP_ID), WeChatClient().signed()
    moment, nonce = query["timestamp"].encode(), query["nonce"].encode()

    def check(data: bytes) -> None:
        encrypted = cipher.encrypt(data, salt=b"0" * 16)
        signature = sign(TOKEN.encode(), moment, nonce, encrypted).decode()
        secure = {**query, "encrypt_type": "aes", "msg_signature": signature}
        body = b"<xml><ToUserName>a</ToUserName><Encrypt>" + encrypted + b"</Encrypt></xml>"
        for door, asked, raw in ((strict, secure, body), (plain, query, data)):
            try:
                opened = door.open(asked, raw, NOW)
            except Refused:
                continue
            assert door.reply(opened, "请打110", NOW)

    return check


def _cipher() -> Check:
    from bot.edge.channels.wechat.crypto import Cipher, Refused
    from tests.fakes.wechat_client import APP_ID, KEY

    cipher = Cipher(KEY, APP_ID)

    def check(data: bytes) -> None:
        try:
            cipher.decrypt(data)
        except Refused:
            return
        raise AssertionError("forged")

    return check


TARGETS = (
    Target("WeChat messages", "bot/edge/channels/wechat: XML, door, incoming", 110, _inner, _seeds, _PIECES, 1500),
    Target(
        "WeChat ciphertext",
        "bot/edge/channels/wechat/crypto.py",
        70,
        _cipher,
        lambda: [b"A" * 64, b"A" * 63 + b"=", b"/" * 128],
        (b"=", b"==", b"\n", b"+"),
        400,
    ),
)
