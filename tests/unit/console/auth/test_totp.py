"""The digits of the phone, against the test values of RFC 6238."""

from __future__ import annotations

from base64 import b32encode
from datetime import datetime, timedelta, timezone

import pytest

from bot.console.auth.totp import RECOVERY_CODES, address, matching_step, new_recovery_codes, new_secret

SECRET = b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_the_values_of_the_standard(seconds: int, code: str) -> None:
    now = datetime.fromtimestamp(seconds, timezone.utc)
    assert matching_step(SECRET, code, now, 0) == seconds // 30
    assert matching_step(SECRET, f" {code[:3]} {code[3:]} ", now, 0) == seconds // 30
    for late, expected in ((30, seconds // 30), (60, None), (-30, seconds // 30), (-60, None)):
        assert matching_step(SECRET, code, now + timedelta(seconds=late), 0) == expected


@pytest.mark.parametrize("code", ["", "287083", "28708", "2870822", "２８７０８２", "\udcff", "287082" * 10])
def test_anything_else_is_none(code: str) -> None:
    assert matching_step(SECRET, code, datetime.fromtimestamp(59, timezone.utc), 0) is None


def test_a_code_is_taken_once() -> None:
    assert matching_step(SECRET, "287082", datetime.fromtimestamp(59, timezone.utc), 1) is None


def test_secrets_and_recovery_codes_are_new_each_time() -> None:
    assert new_secret() != new_secret()
    codes = new_recovery_codes()
    assert len(set(codes)) == RECOVERY_CODES
    assert all(len(code) == 11 for code in codes)


def test_the_qr_code_names_person_and_service() -> None:
    told = address(SECRET, "王芳")
    assert told.startswith("otpauth://totp/")
    assert f"secret={SECRET}" in told
