"""Attack: forge a signature, replay an old request, or find the key by wrong padding."""

from __future__ import annotations

import base64
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from wechatpy.crypto import PrpCrypto

from bot.edge.channels.wechat.crypto import Cipher, Refused, check_signature, check_time, sign
from tests.fakes.wechat_client import APP_ID, KEY, NOW, OLD_KEY

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "official_vectors.json").read_text(encoding="utf-8"))
KEY_BYTES = base64.b64decode(KEY + "=")


def _raw(name: str, *fields: str) -> list[bytes]:
    return [VECTORS[name][field].encode() for field in fields]


@pytest.mark.parametrize("name", ["get", "plain_post", "secure_post"])
def test_official_signatures(name: str) -> None:
    check_signature(VECTORS[name]["signature"].encode(), *_raw(name, "token", "timestamp", "nonce"))


@pytest.mark.parametrize("name", ["secure_post", "secure_reply"])
def test_official_message_signatures(name: str) -> None:
    parts = _raw(name, "token", "timestamp", "nonce", "encrypt")
    assert sign(*parts).decode() == VECTORS[name]["msg_signature"]


def test_the_official_message_is_decrypted() -> None:
    vector = VECTORS["secure_post"]
    text = Cipher(vector["encoding_aes_key"], vector["appid"]).decrypt(vector["encrypt"].encode())
    assert json.loads(text)["FromUserName"] == "o9AgO5Kd5ggOC-bXrbNODIiE3bGY"


def test_the_official_reply_is_encrypted_to_the_byte() -> None:
    vector = VECTORS["secure_reply"]
    cipher = Cipher(vector["encoding_aes_key"], vector["appid"])
    assert cipher.encrypt(vector["plain"].encode(), vector["random"].encode()).decode() == vector["encrypt"]


@pytest.mark.parametrize("length", [0, 1, 15, 31, 32, 33, 1800])
def test_wechatpy_reads_ours_and_we_read_wechatpys(length: int) -> None:
    text, cipher, other = "钱" * length, Cipher(KEY, APP_ID), PrpCrypto(KEY_BYTES)
    assert other.decrypt(cipher.encrypt(text.encode()), APP_ID) == text
    assert cipher.decrypt(other.encrypt(text, APP_ID)).decode() == text


def test_the_same_text_is_never_encrypted_alike() -> None:
    cipher = Cipher(KEY, APP_ID)
    assert cipher.encrypt(b"x") != cipher.encrypt(b"x")


@pytest.mark.parametrize("given", [b"", b"0" * 40, b"\xff" * 40, "签名".encode(), sign(b"b", b"a").upper()])
def test_a_wrong_signature_is_refused(given: bytes) -> None:
    with pytest.raises(Refused, match="signature"):
        check_signature(given, b"a", b"b")


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    # attack: measure how many characters of a guessed signature were right
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, two: bytes) -> bool:
        compared.append((one, two))
        return True

    monkeypatch.setattr(hmac, "compare_digest", compare)
    check_signature(b"guess", b"a", b"b")
    assert compared == [(b"guess", sign(b"a", b"b"))]


@pytest.mark.parametrize("away", [-300, -1, 0, 299, 300])
def test_five_minutes_either_way_are_taken(away: int) -> None:
    check_time(str(NOW + away).encode(), NOW)


@pytest.mark.parametrize("away", [-301, 301, -86_400, 86_400])
def test_what_is_older_or_newer_is_stale(away: int) -> None:
    with pytest.raises(Refused, match="stale"):
        check_time(str(NOW + away).encode(), NOW)


@pytest.mark.parametrize(
    "value", ["", "-1", "1e9", "１７９００００００００", " 1790000000", "1790000000\n", "179", "9" * 40]
)
def test_what_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(Refused, match="timestamp"):
        check_time(value.encode(), NOW)


def _encrypted(plain: bytes) -> bytes:
    """Encrypt without padding, as an attacker who had the key could."""
    encryptor = BlockCipher(algorithms.AES(KEY_BYTES), modes.CBC(KEY_BYTES[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize())


def _plain(text: bytes = b"<xml/>", app_id: bytes = APP_ID.encode(), length: int | None = None) -> bytes:
    said = len(text) if length is None else length
    return b"r" * 16 + said.to_bytes(4, "big") + text + app_id


def _padded(plain: bytes) -> bytes:
    pad = 32 - len(plain) % 32
    return plain + bytes([pad]) * pad


def test_the_attacker_of_this_file_encrypts_rightly() -> None:
    assert Cipher(KEY, APP_ID).decrypt(_encrypted(_padded(_plain()))) == b"<xml/>"


@pytest.mark.parametrize(
    "encrypted",
    [
        b"",
        b"A",
        b"====",
        b"not base64!",
        "密文".encode(),
        base64.b64encode(b"x" * 15),
        base64.b64encode(b"x" * 32),
        _encrypted(b"\x00" * 32),
        _encrypted(_plain()[:16] + b"\x10" * 16),
        _encrypted(_padded(_plain())[:-1] + b"\x21"),
        _encrypted(_padded(_plain())[:-2] + b"\xff" + _padded(_plain())[-1:]),
        _encrypted(_padded(b"r" * 10)),
        _encrypted(_padded(_plain(length=2**32 - 1))),
        _encrypted(_padded(_plain(length=7))),
        _encrypted(_padded(_plain(length=5))),
        _encrypted(_padded(_plain(app_id=b"wx_another"))),
        _encrypted(_padded(_plain(app_id=b""))),
        _encrypted(_padded(_plain(app_id=APP_ID.encode() + b"x"))),
    ],
    ids=range(18),
)
def test_what_was_not_encrypted_for_us_is_refused(encrypted: bytes) -> None:
    with pytest.raises(Refused):
        Cipher(KEY, APP_ID).decrypt(encrypted)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Refused):
        Cipher(OLD_KEY, APP_ID).decrypt(Cipher(KEY, APP_ID).encrypt(b"<xml/>"))


@pytest.mark.parametrize("key", ["", "A" * 42, "A" * 44, "-" * 43, "密" * 43, "A" * 42 + "\n"])
def test_a_malformed_key_is_named(key: str) -> None:
    with pytest.raises(ValueError, match="43"):
        Cipher(key, APP_ID)
