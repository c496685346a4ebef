"""Decides whether a request is WeChat's, and opens it. Pure: no I/O, the time is given.

Everything but `Refused` would be a mistake of ours; the fuzz test holds it to that.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from bot.edge.channels.wechat.config import WeChatConfig
from bot.edge.channels.wechat.crypto import Cipher, Refused, check_signature, check_time
from bot.edge.channels.wechat.incoming import Incoming, read_incoming
from bot.edge.channels.wechat.replies import envelope, text_reply
from bot.edge.channels.wechat.xml_body import parse_xml

MOST_QUERY = 256  # bytes of one query value


@dataclass(frozen=True)
class Opened:
    """A message that WeChat sent.

    Attributes:
        incoming: the message.
        cipher: the key that opened it and will close the reply; None in plain mode.
    """

    incoming: Incoming
    cipher: Cipher | None


class Door:
    """Opens what arrives at `/wechat` for one account."""

    def __init__(self, config: WeChatConfig) -> None:
        """Keep token and keys."""
        self._config = config

    def knock(self, query: Mapping[str, str], now: float) -> None:
        """Check the signature of the address; nothing of the body is needed.

        Raises:
            Refused: not signed by WeChat, or not within five minutes.
        """
        timestamp, nonce = _bytes(query, "timestamp"), _bytes(query, "nonce")
        check_signature(_bytes(query, "signature"), self._config.token, timestamp, nonce)
        check_time(timestamp, now)

    def verify(self, query: Mapping[str, str], now: float) -> bytes:
        """Return what WeChat wants to hear back when the address is entered on its site.

        Raises:
            Refused: as `knock`, or nothing to echo.
        """
        self.knock(query, now)
        return _bytes(query, "echostr")

    def open(self, query: Mapping[str, str], body: bytes, now: float) -> Opened:
        """Return the message in a body.

        Raises:
            Refused: forged, stale, not encrypted though it must be, or malformed.
        """
        self.knock(query, now)
        fields = parse_xml(body)
        if "Encrypt" not in fields:
            if query.get("encrypt_type", "raw") != "raw" or not self._config.allow_plain:
                raise Refused("not encrypted: choose secure mode on WeChat's site")
            return Opened(read_incoming(fields), None)
        encrypted = fields["Encrypt"].encode()
        given, parts = _bytes(query, "msg_signature"), (_bytes(query, "timestamp"), _bytes(query, "nonce"))
        check_signature(given, self._config.token, *parts, encrypted)
        text, cipher = self._decrypt(encrypted)
        return Opened(read_incoming(parse_xml(text)), cipher)

    def reply(self, opened: Opened, text: str, now: float) -> bytes:
        """Return the body of the response that says `text`, closed as the message was."""
        reply = text_reply(opened.incoming, text, int(now))
        if opened.cipher is None:
            return reply
        return envelope(reply, opened.cipher, self._config.token, secrets.token_hex(8).encode(), int(now))

    def _decrypt(self, encrypted: bytes) -> tuple[bytes, Cipher]:
        """Try the current key, then the previous one."""
        why = Refused("no key: set WECHAT_AES_KEY")
        for cipher in self._config.ciphers:
            try:
                return cipher.decrypt(encrypted), cipher
            except Refused as error:
                why = error
        raise why


def _bytes(query: Mapping[str, str], name: str) -> bytes:
    value = query.get(name, "").encode("utf-8", "surrogatepass")
    if not 0 < len(value) <= MOST_QUERY:
        raise Refused(f"{name}: missing or too long")
    return value
