"""The six digits of the phone (RFC 6238), and the codes for when it is lost. Pure but for chance."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

import pyotp

STEP_SECONDS = 30
ISSUER = "反诈助手工作台"
RECOVERY_CODES = 10
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another


def new_secret() -> str:
    """Return a new secret, in base32."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """Return what the QR code says."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def matching_step(secret: str, code: str, now: datetime, after: int) -> int | None:
    """Return the time step whose code this is, one step early or late allowed.

    Args:
        secret: in base32.
        code: what was typed.
        now: the time.
        after: the last step that was used; a code is taken once only.
    """
    typed = "".join(code.split())
    current = int(now.timestamp()) // STEP_SECONDS
    one = pyotp.HOTP(secret)
    for step in (current - 1, current, current + 1):
        if step > after and hmac.compare_digest(one.at(step).encode(), typed.encode("utf-8", "surrogatepass")):
            return step
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """Return codes of 49 bits that each open the door once."""
    return tuple("-".join(_letters(5) for _ in range(2)) for _ in range(RECOVERY_CODES))


def _letters(count: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(count))
