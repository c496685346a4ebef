"""WeChat's side of the message push, by wechatpy: signs, encrypts, and reads what we reply."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, field
from typing import Any

import wechatpy
import xmltodict
from wechatpy.crypto import WeChatCrypto

TOKEN = "TokenForTests"
APP_ID = "wx0123456789abcdef"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OLD_KEY = "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba"
ACCOUNT = "gh_0123456789ab"
NOW = 1_790_000_000
_numbers = itertools.count(24_000_000_000_000_000)

Query = dict[str, str]


def message_xml(kind: str, user: str = "oUser_1", created: int = NOW, msg_id: int | None = None, **more: str) -> str:
    """Return the XML that WeChat makes of one message or event."""
    fields = {"ToUserName": ACCOUNT, "FromUserName": user, "CreateTime": str(created), "MsgType": kind, **more}
    if kind != "event":
        fields["MsgId"] = str(next(_numbers) if msg_id is None else msg_id)
    return str(xmltodict.unparse({"xml": fields}, full_document=False))


@dataclass
class WeChatClient:
    """Makes requests as WeChat does.

    Attributes:
        now: seconds that it signs.
    """

    token: str = TOKEN
    key: str = KEY
    app_id: str = APP_ID
    now: int = NOW
    nonce: str = "415670741"
    crypto: Any = field(init=False)

    def __post_init__(self) -> None:
        """Make the cryptography of wechatpy."""
        self.crypto = WeChatCrypto(self.token, self.key, self.app_id)

    def signed(self, **more: str) -> Query:
        """Return the query that every request carries."""
        parts = sorted((self.token, str(self.now), self.nonce))
        signature = hashlib.sha1("".join(parts).encode()).hexdigest()
        return {"signature": signature, "timestamp": str(self.now), "nonce": self.nonce, **more}

    def secure(self, xml: str) -> tuple[Query, bytes]:
        """Return query and body of a message in secure mode."""
        outer = self.crypto.encrypt_message(xml, self.nonce, str(self.now))
        fields = xmltodict.parse(outer)["xml"]
        query = self.signed(encrypt_type="aes", msg_signature=fields["MsgSignature"], openid="oUser_1")
        body = xmltodict.unparse({"xml": {"ToUserName": ACCOUNT, "Encrypt": fields["Encrypt"]}}, full_document=False)
        return query, body.encode()

    def read(self, reply: bytes) -> Any:
        """Return the message in our encrypted reply, as wechatpy parses it."""
        fields = xmltodict.parse(reply)["xml"]
        plain = self.crypto.decrypt_message(reply, fields["MsgSignature"], fields["TimeStamp"], fields["Nonce"])
        return wechatpy.parse_message(plain)
