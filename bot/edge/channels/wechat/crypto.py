"""Signatures and encryption of WeChat's message push, on raw bytes.

The signature is checked before anything is decrypted, so that wrong padding
tells an attacker nothing. WeChat pads to 32 bytes, not to the block of AES.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import struct

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes

WINDOW_SECONDS = 300
PAD_BYTES = 32
_SALT = 16  # random bytes before the text
_HEAD = _SALT + 4  # and its length, in network order
_SECONDS = re.compile(rb"[0-9]{10}")  # ten digits, as WeChat sends: parts are signed without a mark between them
_KEY = re.compile(r"[A-Za-z0-9+/]{43}")


class Refused(Exception):
    """What arrived is not from WeChat, or not in a form that we take; the message says why, for the log."""


def sign(*parts: bytes) -> bytes:
    """Return WeChat's signature over the sorted parts, as lower-case hex."""
    return hashlib.sha1(b"".join(sorted(parts))).hexdigest().encode()  # noqa: S324  # WeChat's choice


def check_signature(given: bytes, *parts: bytes) -> None:
    """Compare in constant time.

    Raises:
        Refused: the signature is another.
    """
    if not hmac.compare_digest(given, sign(*parts)):
        raise Refused("signature")


def check_time(timestamp: bytes, now: float) -> None:
    """Accept only what was signed within five minutes of now.

    Raises:
        Refused: too old, from the future, or no time at all.
    """
    if not _SECONDS.fullmatch(timestamp):
        raise Refused("timestamp")
    if abs(int(timestamp) - now) > WINDOW_SECONDS:
        raise Refused("stale")


class Cipher:
    """Encrypts and decrypts for one account with one key."""

    def __init__(self, encoding_aes_key: str, app_id: str) -> None:
        """Decode the key.

        Raises:
            ValueError: it is not 43 characters of base64.
        """
        if not _KEY.fullmatch(encoding_aes_key):
            raise ValueError("must be the 43 letters, digits, + or / of EncodingAESKey")
        key = base64.b64decode(encoding_aes_key + "=")
        self._block = BlockCipher(algorithms.AES(key), modes.CBC(key[:16]))
        self._app_id = app_id.encode()

    def encrypt(self, text: bytes, salt: bytes = b"") -> bytes:
        """Return the text encrypted, in base64; `salt` is drawn unless a test gives it."""
        plain = (salt or secrets.token_bytes(_SALT)) + struct.pack("!I", len(text)) + text + self._app_id
        padder = padding.PKCS7(PAD_BYTES * 8).padder()
        encryptor = self._block.encryptor()
        padded = padder.update(plain) + padder.finalize()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize())

    def decrypt(self, encrypted: bytes) -> bytes:
        """Return the text.

        Raises:
            Refused: wrong key, wrong padding, a wrong length, or another account's message.
        """
        try:
            raw = base64.b64decode(encrypted, validate=True)
            decryptor = self._block.decryptor()
            padded = decryptor.update(raw) + decryptor.finalize()
            unpadder = padding.PKCS7(PAD_BYTES * 8).unpadder()
            plain = unpadder.update(padded) + unpadder.finalize()
        except (binascii.Error, ValueError) as error:
            raise Refused("ciphertext") from error
        return self._text(plain)

    def _text(self, plain: bytes) -> bytes:
        if len(plain) < _HEAD:
            raise Refused("ciphertext")
        end = _HEAD + struct.unpack("!I", plain[_SALT:_HEAD])[0]
        if not hmac.compare_digest(plain[end:], self._app_id):
            raise Refused("appid")
        return plain[_HEAD:end]
