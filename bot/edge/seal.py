"""Numbers and links at rest: readable only with the key, which lies outside the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.text.mask import Found
from db.leads import Sealed

REPORTABLE = frozenset({"手机号", "电话", "号码", "链接", "账号", "银行卡", "邮箱"})
CALLABLE = frozenset({"手机号", "电话"})
_OPEN_START, _OPEN_END = 3, 4
_LINK_SHOWN = 12


def _key(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)


def make_box(secret: bytes, purpose: bytes) -> Fernet:
    """Return what seals and opens for one purpose, with a key of its own."""
    return Fernet(base64.urlsafe_b64encode(_key(secret, purpose)))


class Sealer:
    """Seals the values of one message, and shows only enough to be recognised."""

    def __init__(self, secret: bytes) -> None:
        """Derive a key for each purpose from the secret."""
        self._box = make_box(secret, b"leads: seal")
        self._users = make_box(secret, b"outbox: seal")
        self._contacts = make_box(secret, b"contacts: seal")
        self._print = _key(secret, b"leads: fingerprint")

    def seal(self, found: Found) -> Sealed:
        """Return one value, sealed."""
        value = canonical(found)
        return Sealed(
            fingerprint=self.fingerprint(found.kind, value),
            kind=found.kind,
            shown=shown(found),
            sealed=self._box.encrypt(value.encode()).decode(),
        )

    def fingerprint(self, kind: str, value: str) -> str:
        """Return what is the same for the same value and, without the key, tells nothing of it."""
        return hmac.new(self._print, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()

    def open(self, sealed: str) -> str:
        """Return the value.

        Raises:
            cryptography.fernet.InvalidToken: it was not sealed with this key.
        """
        return self._box.decrypt(sealed.encode()).decode()

    def seal_user(self, user: str) -> str:
        """Return a platform's id of a person, sealed, so that they can be written to for 48 hours."""
        return self._users.encrypt(user.encode()).decode()

    def open_user(self, sealed: str) -> str:
        """Return that id.

        Raises:
            cryptography.fernet.InvalidToken: it was not sealed with this key.
        """
        return self._users.decrypt(sealed.encode()).decode()

    def seal_contact(self, number: str) -> str:
        """Return a number that somebody gave to be called on, sealed with a key of its own."""
        return self._contacts.encrypt(number.encode()).decode()

    def open_contact(self, sealed: str) -> str:
        """Return that number.

        Raises:
            cryptography.fernet.InvalidToken: it was not sealed with this key.
        """
        return self._contacts.decrypt(sealed.encode()).decode()


def canonical(found: Found) -> str:
    """Return the value as it is compared: a number without blanks, marks and the country's own code."""
    if found.kind in ("链接", "邮箱", "账号"):
        return found.value.strip().lower()
    return re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", re.sub(r"[\s\-().]", "", found.value))


def shown(found: Found) -> str:
    """Return kind and a part of the value: "手机号 139****5678"."""
    value = canonical(found)
    if found.kind == "链接":
        host = value.split("//")[-1].split("/")[0]
        return f"{found.kind} {host[:_LINK_SHOWN]}…"
    middle = max(1, len(value) - _OPEN_START - _OPEN_END)
    return f"{found.kind} {value[:_OPEN_START]}{'*' * middle}{value[-_OPEN_END:]}"


def callable_numbers(finds: tuple[Found, ...]) -> tuple[str, ...]:
    """Return the numbers that somebody could be called on."""
    return tuple(canonical(found) for found in finds if found.kind in CALLABLE)


def reportable(finds: tuple[Found, ...]) -> tuple[Found, ...]:
    """Return what may be a scammer's: never an ID card, a code or an address."""
    return tuple(found for found in finds if found.kind in REPORTABLE)
