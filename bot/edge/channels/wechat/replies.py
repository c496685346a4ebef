"""Our passive reply as WeChat takes it: XML, and in secure mode encrypted and signed. Pure."""

from __future__ import annotations

import re

from bot.edge.channels.wechat.crypto import Cipher, sign
from bot.edge.channels.wechat.incoming import Incoming

SUCCESS = b"success"  # "received, and nothing to say": WeChat does not deliver it again
# control characters and halves of pairs: not allowed in XML
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text that XML can hold, and in which WeChat sees no link: it makes one of `<a href>`."""
    return _NOT_XML.sub("", text).replace("<", "＜")


def cdata(text: str) -> str:
    """Return a text as CDATA, whatever it holds."""
    return "<![CDATA[" + _NOT_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def text_reply(incoming: Incoming, text: str, now: int) -> bytes:
    """Return the text message that answers `incoming`."""
    return (
        f"<xml><ToUserName>{cdata(incoming.user)}</ToUserName>"
        f"<FromUserName>{cdata(incoming.account)}</FromUserName>"
        f"<CreateTime>{now}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content>{cdata(clean(text))}</Content></xml>"
    ).encode()


def envelope(reply: bytes, cipher: Cipher, token: bytes, nonce: bytes, now: int) -> bytes:
    """Return the reply encrypted and signed; `nonce` must be fit for XML."""
    encrypted, timestamp = cipher.encrypt(reply), str(now).encode()
    signature = sign(token, timestamp, nonce, encrypted)
    return (
        b"<xml><Encrypt><![CDATA[%s]]></Encrypt><MsgSignature><![CDATA[%s]]></MsgSignature>"
        b"<TimeStamp>%s</TimeStamp><Nonce><![CDATA[%s]]></Nonce></xml>" % (encrypted, signature, timestamp, nonce)
    )
