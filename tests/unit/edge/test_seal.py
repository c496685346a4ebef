# Attack: take the database and read which numbers were reported, or ask the assistant to show one whole.
"""Numbers at rest are sealed, and shown with their middle hidden."""

from __future__ import annotations

import pytest
from cryptography.fernet import InvalidToken

from bot.edge.seal import Sealer, reportable, shown
from bot.text.mask import find

NUMBER = "13912345678"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"举报{NUMBER}", "手机号 139****5678"),
        ("举报 139 1234 5678", "手机号 139****5678"),
        ("点http://bad-loan.xyz/a?u=998877领钱", "链接 bad-loan.xyz…"),
        ("举报微信号wxid_liar99", "账号 wxi****ar99"),
    ],
)
def test_only_a_part_is_shown(text: str, said: str) -> None:
    (found,) = find(text)
    assert shown(found) == said


def test_the_same_number_has_the_same_print_and_another_seal() -> None:
    sealer = Sealer(b"secret")
    one, two = (sealer.seal(found) for text in (f"举报{NUMBER}", "举报 139 1234 5678") for found in find(text))
    assert one.fingerprint == two.fingerprint
    assert one.sealed != two.sealed
    assert NUMBER not in one.sealed + one.fingerprint + one.shown


def test_only_the_key_opens_it() -> None:
    (found,) = find(f"举报{NUMBER}")
    sealed = Sealer(b"secret").seal(found).sealed
    assert Sealer(b"secret").open(sealed) == NUMBER
    with pytest.raises(InvalidToken):
        Sealer(b"other").open(sealed)
    assert Sealer(b"other").seal(found).fingerprint != Sealer(b"secret").seal(found).fingerprint


def test_what_can_only_be_the_residents_own_is_never_a_lead() -> None:
    text = "我身份证110101199003074258，验证码73940518，住幸福里小区建设路88号3栋502室，骗子电话13912345678"
    assert [found.kind for found in reportable(tuple(find(text)))] == ["手机号"]
